package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The utterances of a training that have been heard, in the order of the data.
 *
 * @param entries one for each
 */
record ClipList(List<Entry> entries) {

  /** What an utterance is for. */
  enum Part {
    TRAIN,
    TUNE,
    MEASURE
  }

  /**
   * @param utterance index in the training data
   * @param key of its clip; empty when it is not aligned
   * @param seconds of audio
   * @param transcribed whether a person wrote down what is said
   */
  record Entry(int utterance, Part part, String key, double seconds, boolean transcribed) {
    Entry as(Part other) {
      return new Entry(utterance, other, key, seconds, transcribed);
    }
  }

  ClipList {
    entries = List.copyOf(entries);
  }

  List<Entry> of(Part part) {
    return entries.stream().filter(entry -> entry.part() == part).toList();
  }

  static double seconds(List<Entry> entries) {
    return entries.stream().mapToDouble(Entry::seconds).sum();
  }

  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Entry entry : entries) {
        out.write(
            entry.utterance()
                + "\t"
                + entry.part()
                + "\t"
                + entry.key()
                + "\t"
                + entry.seconds()
                + "\t"
                + entry.transcribed()
                + "\n");
      }
    }
  }

  static ClipList read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split("\t", -1);
        try {
          if (!(Double.parseDouble(fields[3]) >= 0)) {
            throw new IllegalArgumentException(fields[3] + " seconds");
          }
          entries.add(
              new Entry(
                  Integer.parseInt(fields[0]),
                  Part.valueOf(fields[1]),
                  fields[2],
                  Double.parseDouble(fields[3]),
                  Boolean.parseBoolean(fields[4])));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          String position = "line " + (entries.size() + 1);
          throw new FormatException(file.getFileName().toString(), position, "not a clip", e);
        }
      }
    } catch (MalformedInputException e) {
      throw new FormatException(file.getFileName().toString(), "", "not text in UTF-8", e);
    }
    return new ClipList(entries);
  }
}
