package io.diction.cli.csr;

import org.jspecify.annotations.Nullable;

/** What the command line works on. */
enum Entity {
  PROJECT("projects", false),
  DATASET("datasets", true),
  MODEL("models", true),
  EVALUATION("evaluations", true),
  ENDPOINT("endpoints", false),
  TRANSCRIPTION("transcriptions", true);

  private final String collection;
  private final boolean files;

  Entity(String collection, boolean files) {
    this.collection = collection;
    this.files = files;
  }

  String path() {
    return "/" + collection;
  }

  boolean hasFiles() {
    return files;
  }

  /** The one that a command is about. */
  @Nullable String named(CsrOptions options) {
    return switch (this) {
      case PROJECT -> options.project;
      case DATASET -> options.datasets.isEmpty() ? null : options.datasets.get(0);
      case MODEL -> options.model;
      case EVALUATION -> options.evaluation;
      case ENDPOINT -> options.endpoint;
      case TRANSCRIPTION -> options.transcription;
    };
  }
}
