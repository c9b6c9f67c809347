package io.diction.dataset;

import io.diction.speech.corpus.FileKind;
import java.util.Optional;
import java.util.stream.Stream;

/** What a dataset is, as the REST API names it and the table keeps it. */
public enum DatasetKind {
  LANGUAGE("Language", DatasetType.TRANSCRIPT, ".txt"),
  /** An archive of recordings with their transcripts. */
  ACOUSTIC("Acoustic", DatasetType.MANIFEST, ".zip"),
  PRONUNCIATION("Pronunciation", DatasetType.TRANSCRIPT, ".txt"),
  /** An archive of recordings alone. */
  AUDIO_FILES("AudioFiles", DatasetType.MANIFEST, ".zip"),
  LANGUAGE_MARKDOWN("LanguageMarkdown", DatasetType.TRANSCRIPT, ".md"),
  OUTPUT_FORMATTING("OutputFormatting", DatasetType.TRANSCRIPT, ".txt");

  private final String text;
  private final DatasetType type;
  private final String ending;

  DatasetKind(String text, DatasetType type, String ending) {
    this.text = text;
    this.type = type;
    this.ending = ending;
  }

  /** As published, such as {@code AudioFiles}. */
  public String text() {
    return text;
  }

  /** The kind with this name, in any case. */
  public static Optional<DatasetKind> find(String text) {
    return Stream.of(values()).filter(kind -> kind.text.equalsIgnoreCase(text)).findFirst();
  }

  DatasetType type() {
    return type;
  }

  /** What a file of this kind is called, so that the checks read it for what it is said to be. */
  String fileName(String name) {
    return name.replace('/', '-').replace('\\', '-') + ending;
  }

  boolean isArchive() {
    return type == DatasetType.MANIFEST;
  }

  FileKind fileKind() {
    return isArchive() ? FileKind.ARCHIVE : FileKind.TRANSCRIPT;
  }
}
