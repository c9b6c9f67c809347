package io.diction.speech.audio;

import java.io.Closeable;
import java.io.IOException;

/** Decoded samples, mixed to mono, at the file's own rate, block by block. For one thread. */
interface PcmBlocks extends Closeable {
  /** Known from the start, except for warnings found on the way. */
  AudioProperties properties();

  /** Decodes the next block; the number of samples now in {@link #block}, -1 at the end. */
  int next() throws IOException;

  /** Samples of the last block; overwritten by the next one. */
  float[] block();

  /** Rate of the last block; differs from the properties only in files that change their rate. */
  int rateHz();

  /** Of what was decoded; complete once {@link #next} has returned -1. */
  ChannelLevels channelLevels();
}
