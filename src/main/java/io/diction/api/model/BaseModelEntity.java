package io.diction.api.model;

import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.catalog.BaseModel;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** A base model as it goes out. */
record BaseModelEntity(
    String self,
    String displayName,
    String description,
    String locale,
    String status,
    String createdDateTime,
    String lastActionDateTime,
    ManifestLink links,
    Abilities properties) {

  /** Where the list of its files is. */
  record ManifestLink(String manifest) {}

  /** What it can do, and until when. */
  record Abilities(Dates deprecationDates, Features features, boolean chargeForAdaptation) {}

  /** The last moments of training on it and of recognising with it. */
  record Dates(String adaptationDateTime, String transcriptionDateTime) {}

  /**
   * What it can be used for now.
   *
   * @param supportsAdaptationsWith the kinds of datasets that a model made of it learns from
   */
  record Features(
      boolean supportsTranscriptions,
      boolean supportsEndpoints,
      boolean supportsTranscriptionsOnSpeechContainers,
      List<String> supportsAdaptationsWith,
      List<String> supportedOutputFormats) {}

  /**
   * @param installed whether its language pack is there
   */
  static BaseModelEntity of(BaseModel model, boolean installed, OffsetDateTime now, Links links) {
    String self = links.self(EntityKind.BASE_MODEL, model.id().value());
    boolean recognises = installed && model.isUsable(now);
    String installedAt = ApiTime.text(model.installedAt());
    return new BaseModelEntity(
        self,
        model.name(),
        model.locale() + " base model",
        model.locale(),
        "Succeeded",
        installedAt,
        installedAt,
        new ManifestLink(self + "/manifest"),
        new Abilities(
            new Dates(
                ApiTime.text(model.adaptationUntil()), ApiTime.text(model.transcriptionUntil())),
            new Features(
                recognises,
                recognises,
                recognises,
                installed && model.isTrainable(now) ? kinds(model) : List.of(),
                List.of("Lexical", "Display")),
            model.charged()));
  }

  /** What a model made of it learns from. */
  static List<String> kinds(BaseModel model) {
    return model.capabilities().stream()
        .flatMap(
            capability ->
                switch (capability) {
                  case "audio" -> Stream.of("Acoustic", "AudioFiles");
                  case "text" -> Stream.of("Language", "LanguageMarkdown", "OutputFormatting");
                  case "pronunciation" -> Stream.of("Pronunciation");
                  default -> Stream.<String>empty();
                })
        .toList();
  }
}
