package io.diction.speech.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Opens the reader of wav headers to the fuzzer. */
public final class WavTarget {
  private WavTarget() {}

  /** Reads a header, and says whether it holds together. */
  public static void read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      WavHeader header = WavHeader.read("fuzzed.wav", channel);
      if (header != null
          && (header.dataStart() + header.dataBytes() > channel.size()
              || header.dataBytes() < 0
              || header.dataBytes() % header.blockAlign() != 0)) {
        throw new IllegalStateException("an impossible header: " + header);
      }
    }
  }
}
