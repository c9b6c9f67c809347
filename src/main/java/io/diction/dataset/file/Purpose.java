package io.diction.dataset.file;

/** What data is held for; what tests never trains. */
public enum Purpose {
  TRAIN,
  TEST
}
