package io.diction.transcription;

/** What a session does with its recording. */
public enum SessionKind {
  /** Writes down what is said. */
  TRANSCRIPTION,
  /** Finds where the words of a given transcript are said. */
  ALIGNMENT
}
