package io.diction.speech.audio;

/** What was wrong with a recording although it could be read. */
public enum AudioWarning {
  /** The header states another length than the file has; everything that is there was read. */
  LENGTH_DIFFERS_FROM_HEADER,
  /** Single blocks could not be decoded and are missing from the samples. */
  DAMAGED_BLOCKS_SKIPPED
}
