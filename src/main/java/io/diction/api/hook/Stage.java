package io.diction.api.hook;

/** What happens to every entity that takes its time. */
public enum Stage {
  CREATION,
  PROCESSING,
  /** With success or without. */
  COMPLETION,
  DELETION
}
