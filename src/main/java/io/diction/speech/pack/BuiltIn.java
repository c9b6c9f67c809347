package io.diction.speech.pack;

import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** CMU's US-English pack of 2016, which comes with the program. */
final class BuiltIn {
  private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/";
  private static final List<String> FILES =
      List.of(
          "cmudict-en-us.dict",
          "en-us.lm.bin",
          "en-us/README",
          "en-us/feat.params",
          "en-us/mdef",
          "en-us/means",
          "en-us/mixture_weights",
          "en-us/noisedict",
          "en-us/sendump",
          "en-us/transition_matrices",
          "en-us/variances");

  private static final PackDescription DESCRIPTION =
      PackDescription.of(
          SpeechModel.ENGLISH,
          "en-US",
          "20160629",
          "ARPAbet",
          "BSD-2-Clause, Copyright (c) 2015 Alpha Cephei Inc.; dictionary and language model:"
              + " BSD-2-Clause, Carnegie Mellon University",
          "en-us",
          "cmudict-en-us.dict",
          "en-us.lm.bin");

  static final LanguagePack PACK = LanguagePack.builtIn(DESCRIPTION, SpeechModel.ENGLISH_SHA256);

  private BuiltIn() {}

  static void copyTo(Path target) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    Files.createDirectories(target.resolve(DESCRIPTION.acousticModel()));
    for (String file : FILES) {
      try (InputStream in = open(file)) {
        Files.copy(in, target.resolve(file));
      }
      sums.put(file, Sha256.of(target.resolve(file)));
    }
    DESCRIPTION.withFiles(sums).write(target);
  }

  /** The checksums of all files, which takes a tenth of a second. */
  static PackDescription withChecksums() throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String file : FILES) {
      try (InputStream in = open(file)) {
        sums.put(file, Sha256.of(in));
      }
    }
    return DESCRIPTION.withFiles(sums);
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = BuiltIn.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + file + " is not on the class path");
    }
    return in;
  }
}
