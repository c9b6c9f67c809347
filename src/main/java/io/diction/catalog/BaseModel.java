package io.diction.catalog;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * An installed language pack.
 *
 * @param name its date, such as {@code 20160629}
 * @param capabilities what can adapt it: {@code audio}, {@code text}, {@code pronunciation}
 * @param charged whether a training with it costs a credit
 * @param adaptationUntil after this it cannot be trained on
 * @param transcriptionUntil after this it cannot recognise
 * @param installedAt when this installation first saw it
 * @param packSha256 hash of the pack's files, what is trained on it refers to that
 */
public record BaseModel(
    BaseModelId id,
    String locale,
    String languageName,
    String name,
    List<String> capabilities,
    boolean charged,
    OffsetDateTime installedAt,
    OffsetDateTime adaptationUntil,
    OffsetDateTime transcriptionUntil,
    String packSha256) {
  public BaseModel {
    capabilities = List.copyOf(capabilities);
  }

  /** Whether models can be trained on it at that time. */
  public boolean isTrainable(OffsetDateTime at) {
    return at.isBefore(adaptationUntil);
  }

  /** Whether it can recognise at that time. */
  public boolean isUsable(OffsetDateTime at) {
    return at.isBefore(transcriptionUntil);
  }
}
