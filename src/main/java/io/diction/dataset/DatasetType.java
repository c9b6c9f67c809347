package io.diction.dataset;

import io.diction.dataset.file.Purpose;
import io.diction.speech.corpus.FileKind;
import io.diction.web.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a dataset is for. */
public enum DatasetType {
  /** Text patterns; paired with audio of the same base name. */
  TRANSCRIPT(1, ErrorCode.INVALID_TRANSCRIPT_FORMAT),
  /** Measures quality and never trains, nor does audio of the same base name. */
  TEST(2, ErrorCode.INVALID_TRANSCRIPT_FORMAT),
  /** Acoustic adaptation. */
  AUDIO(3, ErrorCode.INVALID_AUDIO_FORMAT),
  /** Links audio and text: a list, or an archive with both. */
  MANIFEST(4, ErrorCode.VALIDATION_FAILED);

  private static final List<String> USUAL =
      List.of(".wav", ".mp3", ".m4a", ".flac", ".vtt", ".srt", ".txt", ".jsonl", ".zip");

  private final int id;
  private final ErrorCode mismatch;

  DatasetType(int id, ErrorCode mismatch) {
    this.id = id;
    this.mismatch = mismatch;
  }

  /** As documented. */
  public int id() {
    return id;
  }

  /** What is wrong with a file that was said to be of this type and is not. */
  public ErrorCode mismatch() {
    return mismatch;
  }

  Purpose purpose() {
    return this == TEST ? Purpose.TEST : Purpose.TRAIN;
  }

  /** Type of a file nobody chose one for; what has an unknown ending counts as a transcript. */
  public static DatasetType of(FileKind kind) {
    return switch (kind) {
      case AUDIO -> AUDIO;
      case MANIFEST, ARCHIVE -> MANIFEST;
      case TRANSCRIPT, UNKNOWN -> TRANSCRIPT;
    };
  }

  /** Whether a file of this kind can be of this type. */
  public boolean takes(FileKind kind) {
    return switch (this) {
      case AUDIO -> kind == FileKind.AUDIO;
      case TRANSCRIPT, TEST -> kind == FileKind.TRANSCRIPT;
      case MANIFEST -> kind == FileKind.MANIFEST || kind == FileKind.ARCHIVE;
    };
  }

  /** The endings of all files that can be of this type, separated by spaces, the usual first. */
  public String endings() {
    return Stream.of(FileKind.values())
        .filter(this::takes)
        .flatMap(kind -> FileKind.endings(kind).stream())
        .sorted(Comparator.comparingInt(DatasetType::place))
        .collect(Collectors.joining(" "));
  }

  private static int place(String ending) {
    int usual = USUAL.indexOf(ending);
    return usual < 0 ? USUAL.size() : usual;
  }

  /** The type with this name; empty for anything else, which means to find out. */
  static Optional<DatasetType> chosen(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
