package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.util.UUID;

/**
 * A session has come to its end, well or not; told in the transaction that ends it.
 *
 * @param state a final one
 */
public record SessionEnded(OrganizationId organization, UUID session, JobState state) {}
