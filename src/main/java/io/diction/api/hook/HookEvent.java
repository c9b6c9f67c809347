package io.diction.api.hook;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Published;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Of what a web hook may be told. */
enum HookEvent {
  DATASET_CREATION(EntityKind.DATASET, Stage.CREATION),
  DATASET_PROCESSING(EntityKind.DATASET, Stage.PROCESSING),
  DATASET_COMPLETION(EntityKind.DATASET, Stage.COMPLETION),
  DATASET_DELETION(EntityKind.DATASET, Stage.DELETION),
  MODEL_CREATION(EntityKind.MODEL, Stage.CREATION),
  MODEL_PROCESSING(EntityKind.MODEL, Stage.PROCESSING),
  MODEL_COMPLETION(EntityKind.MODEL, Stage.COMPLETION),
  MODEL_DELETION(EntityKind.MODEL, Stage.DELETION),
  EVALUATION_CREATION(EntityKind.EVALUATION, Stage.CREATION),
  EVALUATION_PROCESSING(EntityKind.EVALUATION, Stage.PROCESSING),
  EVALUATION_COMPLETION(EntityKind.EVALUATION, Stage.COMPLETION),
  EVALUATION_DELETION(EntityKind.EVALUATION, Stage.DELETION),
  TRANSCRIPTION_CREATION(EntityKind.TRANSCRIPTION, Stage.CREATION),
  TRANSCRIPTION_PROCESSING(EntityKind.TRANSCRIPTION, Stage.PROCESSING),
  TRANSCRIPTION_COMPLETION(EntityKind.TRANSCRIPTION, Stage.COMPLETION),
  TRANSCRIPTION_DELETION(EntityKind.TRANSCRIPTION, Stage.DELETION),
  ENDPOINT_CREATION(EntityKind.ENDPOINT, Stage.CREATION),
  ENDPOINT_PROCESSING(EntityKind.ENDPOINT, Stage.PROCESSING),
  ENDPOINT_COMPLETION(EntityKind.ENDPOINT, Stage.COMPLETION),
  ENDPOINT_DELETION(EntityKind.ENDPOINT, Stage.DELETION),
  PING(null, null),
  CHALLENGE(null, null);

  private final @Nullable EntityKind kind;
  private final @Nullable Stage stage;

  HookEvent(@Nullable EntityKind kind, @Nullable Stage stage) {
    this.kind = kind;
    this.stage = stage;
  }

  /** None for what is about the web hook itself. */
  @Nullable EntityKind kind() {
    return kind;
  }

  @Nullable Stage stage() {
    return stage;
  }

  /** As the header of a callback says it. */
  String header() {
    return Published.name(this);
  }

  /** As a web hook's {@code events} have it. */
  String property() {
    String name = Published.name(this);
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  static Optional<HookEvent> find(String property) {
    return Stream.of(values()).filter(event -> event.property().equals(property)).findFirst();
  }

  /** None for kinds that nobody is told of. */
  static Optional<HookEvent> of(EntityKind kind, Stage stage) {
    return Stream.of(values())
        .filter(event -> event.kind == kind && event.stage == stage)
        .findFirst();
  }
}
