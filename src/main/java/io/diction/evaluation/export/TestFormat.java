package io.diction.evaluation.export;

import java.util.Optional;
import java.util.stream.Stream;

/** What a test can be had as. */
public enum TestFormat {
  CSV("results.csv", "text/csv"),
  JSON("results.json", "application/json"),
  SCHEMA("results.schema.json", "application/schema+json"),
  REFERENCE("reference.trn", "text/plain"),
  HYPOTHESIS("hypothesis.trn", "text/plain"),
  TIMES("hypothesis.ctm", "text/plain"),
  REPORT("report.html", "text/html");

  private final String file;
  private final String mediaType;

  TestFormat(String file, String mediaType) {
    this.file = file;
    this.mediaType = mediaType;
  }

  /** As addresses name it. */
  public String file() {
    return file;
  }

  String mediaType() {
    return mediaType;
  }

  /** Whether there is one for each subject. */
  public boolean isOfSubject() {
    return this == HYPOTHESIS || this == TIMES;
  }

  /** Whether it says what was said, which an inspection does not know. */
  public boolean needsReference() {
    return this == REFERENCE;
  }

  static Optional<TestFormat> find(String file) {
    return Stream.of(values()).filter(format -> format.file.equals(file)).findFirst();
  }
}
