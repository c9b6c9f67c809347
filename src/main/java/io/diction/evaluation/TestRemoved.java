package io.diction.evaluation;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/** A test is gone; told in the transaction that removes it. */
public record TestRemoved(OrganizationId organization, UUID test) {}
