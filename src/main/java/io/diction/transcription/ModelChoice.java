package io.diction.transcription;

import io.diction.catalog.BaseModel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model that a session can be started with.
 *
 * @param value what the form sends: {@code base:ID} or {@code model:ID}
 * @param baseModelId of a base model, else null
 * @param modelId of a custom model, else null
 * @param versionId its accepted version
 * @param ownerId the organization that has it, null of a base model
 * @param number of that version, null of a base model
 * @param label as shown, such as {@code Medical EN (English)}
 * @param hash SHA-256 of what recognises
 * @param preferred whether it is the organization's default for its language
 */
public record ModelChoice(
    String value,
    String locale,
    @Nullable UUID baseModelId,
    @Nullable UUID modelId,
    @Nullable UUID versionId,
    @Nullable UUID ownerId,
    @Nullable Integer number,
    String label,
    String hash,
    boolean preferred) {

  /** Of a base model. */
  public static ModelChoice of(BaseModel base, String language) {
    return new ModelChoice(
        ModelChoices.value(base.id().value(), null),
        base.locale(),
        base.id().value(),
        null,
        null,
        null,
        null,
        language + " " + base.name(),
        base.packSha256(),
        false);
  }

  public boolean isCustom() {
    return modelId != null;
  }
}
