package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A short recording was recognised while its sender waited; there is no session of it.
 *
 * @param organization whose request it was
 * @param modelOwner owner of the custom model; null of a base model
 * @param model the custom model, null of a base model
 * @param version its version, null of a base model
 * @param baseModel the base model, null of a custom one
 * @param label the model's name
 * @param audioMs length of the recording
 */
public record ShortAudioRecognized(
    UUID id,
    OrganizationId organization,
    UserId user,
    @Nullable OrganizationId modelOwner,
    @Nullable CustomModelId model,
    @Nullable UUID version,
    @Nullable UUID baseModel,
    String label,
    long audioMs,
    OffsetDateTime at) {}
