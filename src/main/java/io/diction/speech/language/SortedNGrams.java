package io.diction.speech.language;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sequences of words with their counts in ascending order of their keys, each key once: from
 * memory, from a file, or merged from several of those.
 */
abstract class SortedNGrams implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  long key;
  int count;

  /** Goes to the next sequence; false behind the last. */
  abstract boolean next() throws IOException;

  @Override
  public void close() throws IOException {}

  static SortedNGrams of(long[] keys, int[] counts, int size) {
    return new SortedNGrams() {
      private int at;

      @Override
      boolean next() {
        if (at == size) {
          return false;
        }
        key = keys[at];
        count = counts[at++];
        return true;
      }
    };
  }

  /** Writes all, as differences of keys and counts in bytes of seven bits. */
  void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      long before = 0;
      while (next()) {
        put(out, key - before);
        put(out, count);
        before = key;
      }
      // No key follows itself: a difference of 0 is the end.
      put(out, 0);
    }
  }

  private static void put(OutputStream out, long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static SortedNGrams read(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return new SortedNGrams() {
      @Override
      boolean next() throws IOException {
        long difference = get(in);
        if (difference == 0) {
          return false;
        }
        key += difference;
        count = (int) get(in);
        return true;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  private static long get(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("a file of counts ends too soon");
      }
      value |= (read & 0x7fL) << shift;
      if (read < 0x80) {
        return value;
      }
    }
    throw new IOException("a file of counts is damaged");
  }

  /** Several as one, counts of the same sequence added up. */
  static SortedNGrams merge(List<SortedNGrams> parts) throws IOException {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<SortedNGrams> all = new ArrayList<>(parts);
    PriorityQueue<SortedNGrams> waiting =
        new PriorityQueue<>(all.size() + 1, (a, b) -> Long.compare(a.key, b.key));
    for (SortedNGrams part : all) {
      if (part.next()) {
        waiting.add(part);
      }
    }
    return new SortedNGrams() {
      @Override
      boolean next() throws IOException {
        if (waiting.isEmpty()) {
          return false;
        }
        key = waiting.peek().key;
        count = 0;
        while (!waiting.isEmpty() && waiting.peek().key == key) {
          SortedNGrams part = waiting.remove();
          count = Math.addExact(count, part.count);
          if (part.next()) {
            waiting.add(part);
          }
        }
        return true;
      }

      @Override
      public void close() throws IOException {
        for (SortedNGrams part : all) {
          part.close();
        }
      }
    };
  }
}
