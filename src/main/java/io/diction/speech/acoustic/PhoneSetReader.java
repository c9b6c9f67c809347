package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** Reads a model definition ({@code mdef}) in the text form of Sphinx 3, version 0.3. */
final class PhoneSetReader {
  private static final int MAX_PHONES = 200;
  private static final int MAX_TRIPHONES = 10_000_000;
  private static final int MAX_TIED_STATES = 100_000;
  private static final int COLUMNS_BEFORE_STATES = 6;

  private final String source;
  private final BufferedReader reader;
  private int line;

  private final List<String> names = new ArrayList<>();
  private boolean[] filler = new boolean[0];
  private int[] contextFree = new int[0];
  private int[] triphones = new int[0];
  private int states;
  private int tiedStates;
  private int phones;
  private final Map<Integer, List<Integer>> sequencesByHash = new HashMap<>();
  private int[] sequences = new int[1024];
  private int[] phoneOfSequence = new int[256];
  private int sequenceCount;
  private final Map<String, Integer> ids = new HashMap<>();

  private PhoneSetReader(InputStream in, String source) {
    this.source = source;
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16);
  }

  static PhoneSet read(InputStream in, String source) throws IOException {
    return new PhoneSetReader(in, source).read();
  }

  private PhoneSet read() throws IOException {
    String version = next();
    if (!version.strip().equals("0.3")) {
      String found = version.startsWith("BMDF") ? "the binary form" : "\"" + clip(version) + "\"";
      throw fault("expected a model definition in text form, version 0.3, found " + found);
    }
    phones = stated("n_base", 1, MAX_PHONES);
    int triphoneCount = stated("n_tri", 0, MAX_TRIPHONES);
    int mapped = stated("n_state_map", 1, Integer.MAX_VALUE);
    tiedStates = stated("n_tied_state", 1, MAX_TIED_STATES);
    stated("n_tied_ci_state", 1, tiedStates);
    stated("n_tied_tmat", phones, phones);
    states = mapped / (phones + triphoneCount) - 1;
    if (states < 1 || states > 10 || mapped != (states + 1) * (phones + triphoneCount)) {
      throw fault(mapped + " states do not belong to " + (phones + triphoneCount) + " phones");
    }
    filler = new boolean[phones];
    contextFree = new int[phones];
    triphones = new int[4 * phones * phones * phones];
    Arrays.fill(triphones, -1);
    for (int i = 0; i < phones; i++) {
      readPhone(i, next());
    }
    if (!ids.containsKey("SIL")) {
      throw fault("the model has no phone SIL");
    }
    for (int i = 0; i < triphoneCount; i++) {
      readTriphone(next());
    }
    for (String rest = reader.readLine(); rest != null; rest = reader.readLine()) {
      line++;
      if (!rest.isBlank()) {
        throw fault("more lines than the header announces");
      }
    }
    return new PhoneSet(
        names,
        filler,
        states,
        tiedStates,
        contextFree,
        triphones,
        Arrays.copyOf(sequences, sequenceCount * states),
        Arrays.copyOf(phoneOfSequence, sequenceCount));
  }

  private void readPhone(int phone, String text) {
    StringTokenizer columns = columns(text);
    String name = columns.nextToken();
    if (ids.put(name, phone) != null) {
      throw fault("phone twice: " + clip(name));
    }
    names.add(name);
    for (int i = 0; i < 3; i++) {
      if (!columns.nextToken().equals("-")) {
        throw fault("expected a phone without context");
      }
    }
    filler[phone] = columns.nextToken().equals("filler");
    contextFree[phone] = readStates(columns, phone);
  }

  private void readTriphone(String text) {
    StringTokenizer columns = columns(text);
    int phone = phone(columns.nextToken());
    int left = phone(columns.nextToken());
    int right = phone(columns.nextToken());
    Position position =
        switch (columns.nextToken()) {
          case "b" -> Position.BEGIN;
          case "e" -> Position.END;
          case "i" -> Position.INTERNAL;
          case "s" -> Position.SINGLE;
          default -> throw fault("expected a word position b, e, i or s");
        };
    columns.nextToken();
    triphones[PhoneSet.index(phones, phone, left, right, position.ordinal())] =
        readStates(columns, phone);
  }

  private int readStates(StringTokenizer columns, int phone) {
    int transitions = number(columns.nextToken(), phones);
    if (transitions != phone) {
      throw fault("transition matrix " + transitions + " for phone " + phone);
    }
    int[] row = new int[states];
    for (int i = 0; i < states; i++) {
      row[i] = number(columns.nextToken(), tiedStates);
    }
    if (!columns.nextToken().equals("N")) {
      throw fault("expected N at the end");
    }
    return sequence(phone, row);
  }

  private int sequence(int phone, int[] row) {
    int hash = Arrays.hashCode(row) * 31 + phone;
    List<Integer> candidates = sequencesByHash.computeIfAbsent(hash, h -> new ArrayList<>(1));
    for (int candidate : candidates) {
      if (phoneOfSequence[candidate] == phone
          && Arrays.equals(
              sequences, candidate * states, (candidate + 1) * states, row, 0, states)) {
        return candidate;
      }
    }
    if (sequenceCount == phoneOfSequence.length) {
      phoneOfSequence = Arrays.copyOf(phoneOfSequence, 2 * sequenceCount);
    }
    if ((sequenceCount + 1) * states > sequences.length) {
      sequences = Arrays.copyOf(sequences, 2 * sequences.length);
    }
    System.arraycopy(row, 0, sequences, sequenceCount * states, states);
    phoneOfSequence[sequenceCount] = phone;
    candidates.add(sequenceCount);
    return sequenceCount++;
  }

  private StringTokenizer columns(String text) {
    StringTokenizer columns = new StringTokenizer(text, " \t");
    int expected = COLUMNS_BEFORE_STATES + states + 1;
    // Counting tokens twice would double the reading time; a row is at least this long.
    if (text.length() < 2 * expected - 1 || columns.countTokens() != expected) {
      throw fault("expected " + expected + " columns");
    }
    return columns;
  }

  private int phone(String name) {
    Integer id = ids.get(name);
    if (id == null) {
      throw fault("unknown phone " + clip(name));
    }
    return id;
  }

  private int stated(String name, int from, int to) throws IOException {
    String[] parts = next().strip().split("\\s+");
    if (parts.length != 2 || !parts[1].equals(name)) {
      throw fault("expected the number of " + name);
    }
    int value = number(parts[0], Integer.MAX_VALUE);
    if (value < from || value > to) {
      throw fault(name + " is " + value + ", expected " + from + " to " + to);
    }
    return value;
  }

  private int number(String text, int limit) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value < limit) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new FormatException(source, "line " + line, "not a number: " + clip(text), e);
    }
    throw fault("number out of range: " + clip(text));
  }

  private String next() throws IOException {
    while (true) {
      String text = reader.readLine();
      line++;
      if (text == null) {
        throw fault("ends too early");
      }
      if (!text.startsWith("#")) {
        return text;
      }
    }
  }

  private FormatException fault(String reason) {
    return new FormatException(source, "line " + line, reason);
  }

  private static String clip(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
