package io.diction.transcription;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/** A session is gone with its recording and transcript; told in the transaction that removes it. */
public record SessionRemoved(OrganizationId organization, UUID session) {}
