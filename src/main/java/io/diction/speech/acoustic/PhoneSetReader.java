package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** Reads a model definition ({@code mdef}) in the text form of Sphinx 3, version 0.3. */
final class PhoneSetReader {
  private static final int MAX_PHONES = 255;
  private static final int MAX_TRIPHONES = 10_000_000;
  private static final int MAX_LINE = 1000;
  private static final int COLUMNS_BEFORE_STATES = 6;

  private final String source;
  private final BufferedReader reader;
  private int line;
  private int phones;
  private int[] states = new int[0];

  private PhoneSetReader(InputStream in, String source) {
    this.source = source;
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
  }

  /** Reads a model definition in either form. */
  static PhoneSet read(InputStream in, String source) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, BinaryPhoneSet.MAGIC_BYTES);
    byte[] first = bytes.readNBytes(BinaryPhoneSet.MAGIC_BYTES);
    bytes.unread(first);
    if (BinaryPhoneSet.isBinary(first)) {
      return BinaryPhoneSet.read(bytes, source);
    }
    return new PhoneSetReader(bytes, source).read();
  }

  private PhoneSet read() throws IOException {
    String version = next();
    if (!version.strip().equals("0.3")) {
      throw fault(
          "neither a binary model definition nor one in text form, version 0.3: it begins with \""
              + clip(version)
              + "\"");
    }
    phones = stated("n_base", 1, MAX_PHONES);
    int triphones = stated("n_tri", 0, MAX_TRIPHONES);
    int mapped = stated("n_state_map", 1, Integer.MAX_VALUE);
    int tiedStates = stated("n_tied_state", 1, PhoneSet.MAX_TIED_STATES);
    stated("n_tied_ci_state", 1, tiedStates);
    stated("n_tied_tmat", phones, phones);
    int statesPerPhone = mapped / (phones + triphones) - 1;
    if (statesPerPhone < 1
        || statesPerPhone > 10
        || mapped != (statesPerPhone + 1) * (phones + triphones)) {
      throw fault(mapped + " states do not belong to " + (phones + triphones) + " phones");
    }
    states = new int[statesPerPhone];
    PhoneSet.Builder set = new PhoneSet.Builder(statesPerPhone, tiedStates);
    try {
      for (int i = 0; i < phones; i++) {
        readPhone(set, i, next());
      }
      for (int i = 0; i < triphones; i++) {
        readTriphone(set, next());
      }
      String rest = readLine();
      while (rest != null && rest.isBlank()) {
        rest = readLine();
      }
      if (rest != null) {
        throw fault("more lines than the header announces");
      }
      return set.build();
    } catch (IllegalArgumentException e) {
      throw new FormatException(source, "line " + line, e.getMessage(), e);
    }
  }

  private void readPhone(PhoneSet.Builder set, int phone, String text) {
    StringTokenizer columns = columns(text);
    String name = columns.nextToken();
    for (int i = 0; i < 3; i++) {
      if (!columns.nextToken().equals("-")) {
        throw fault("expected a phone without context");
      }
    }
    boolean filler = columns.nextToken().equals("filler");
    readStates(columns, phone);
    if (filler) {
      set.filler(name, states);
    } else {
      set.phone(name, states);
    }
  }

  private void readTriphone(PhoneSet.Builder set, String text) {
    StringTokenizer columns = columns(text);
    int phone = phone(set, columns.nextToken());
    int left = phone(set, columns.nextToken());
    int right = phone(set, columns.nextToken());
    Position position =
        switch (columns.nextToken()) {
          case "b" -> Position.BEGIN;
          case "e" -> Position.END;
          case "i" -> Position.INTERNAL;
          case "s" -> Position.SINGLE;
          default -> throw fault("expected a word position b, e, i or s");
        };
    columns.nextToken();
    readStates(columns, phone);
    set.triphone(phone, left, right, position, states);
  }

  private void readStates(StringTokenizer columns, int phone) {
    int transitions = number(columns.nextToken());
    if (transitions != phone) {
      throw fault("transition matrix " + transitions + " for phone " + phone);
    }
    for (int i = 0; i < states.length; i++) {
      states[i] = number(columns.nextToken());
    }
    if (!columns.nextToken().equals("N")) {
      throw fault("expected N at the end");
    }
  }

  private StringTokenizer columns(String text) {
    StringTokenizer columns = new StringTokenizer(text, " \t");
    int expected = COLUMNS_BEFORE_STATES + states.length + 1;
    if (columns.countTokens() != expected) {
      throw fault("expected " + expected + " columns");
    }
    return columns;
  }

  private int phone(PhoneSet.Builder set, String name) {
    int id = set.id(name);
    if (id < 0) {
      throw fault("unknown phone " + clip(name));
    }
    return id;
  }

  private int stated(String name, int from, int to) throws IOException {
    String[] parts = next().strip().split("\\s+");
    if (parts.length != 2 || !parts[1].equals(name)) {
      throw fault("expected the number of " + name);
    }
    int value = number(parts[0]);
    if (value < from || value > to) {
      throw fault(name + " is " + value + ", expected " + from + " to " + to);
    }
    return value;
  }

  private int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new FormatException(source, "line " + line, "not a number: " + clip(text), e);
    }
  }

  private String next() throws IOException {
    while (true) {
      String text = readLine();
      if (text == null) {
        throw fault("ends too early");
      }
      if (!text.startsWith("#")) {
        return text;
      }
    }
  }

  private String readLine() throws IOException {
    String text = reader.readLine();
    line++;
    if (text != null && text.length() > MAX_LINE) {
      throw fault("longer than " + MAX_LINE + " characters");
    }
    return text;
  }

  private FormatException fault(String reason) {
    return new FormatException(source, "line " + line, reason);
  }

  private static String clip(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
