package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session has its transcript; told once, in the transaction that finishes it.
 *
 * @param organization whose session it is
 * @param user who started it
 * @param modelOwner owner of the custom model, as it was at the start; null of a base model
 * @param model the custom model, null of a base model
 * @param version its version, null of a base model
 * @param baseModel the base model, null of a custom one
 * @param audioMs length of the recording
 */
public record SessionTranscribed(
    UUID session,
    OrganizationId organization,
    UserId user,
    @Nullable OrganizationId modelOwner,
    @Nullable CustomModelId model,
    @Nullable UUID version,
    @Nullable UUID baseModel,
    String locale,
    long audioMs,
    OffsetDateTime finishedAt,
    SessionKind kind) {}
