package io.diction.project;

/** What may be put into a project. */
public enum MemberKind {
  DATASET,
  /** A version of a custom model. */
  MODEL,
  EVALUATION,
  TRANSCRIPTION,
  ENDPOINT
}
