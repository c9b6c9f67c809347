package io.diction.evaluation;

import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.util.UUID;

/** A test has come to its end, well or not; told in the transaction that ends it. */
public record TestEnded(OrganizationId organization, UUID test, JobState state) {}
