package io.diction.evaluation;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/** A test is under way; told again where it is begun again. */
public record TestBegan(OrganizationId organization, UUID test) {}
