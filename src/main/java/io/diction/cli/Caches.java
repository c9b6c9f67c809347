package io.diction.cli;

import java.nio.file.Path;

/** Where commands keep what takes long to make and can be made again. */
final class Caches {
  private Caches() {}

  /** Pronunciation models learnt from base dictionaries. */
  static Path pronunciations() {
    return Path.of(System.getProperty("user.home"), ".cache", "diction");
  }
}
