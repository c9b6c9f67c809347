package io.diction.speech.scratch;

import io.diction.speech.BinaryFile;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Which phone, and which of its states, an utterance is in at each frame. Held in memory for all
 * utterances: a megabyte or so for an hour of speech.
 *
 * @param phones [place] phone numbers, silences included
 * @param positions [place] ordinal of the {@link Position} in the word; of no meaning for silence
 * @param frames [place * 3 + state] frames spent there, at least 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Segmentation(byte[] phones, byte[] positions, char[] frames) {
  static final int STATES = 3;
  private static final String FORMAT = "segmentations";
  private static final int VERSION = 1;
  private static final Position[] POSITIONS = Position.values();

  int size() {
    return phones.length;
  }

  int phone(int place) {
    return phones[place] & 0xff;
  }

  /** Frames of a phone. */
  int length(int place) {
    return frames[STATES * place] + frames[STATES * place + 1] + frames[STATES * place + 2];
  }

  /** The neighbour before a place; the utterance begins in silence, and noises count as such. */
  int left(int place, PhoneSet set) {
    int phone = place == 0 ? set.silence() : phone(place - 1);
    return set.isFiller(phone) ? set.silence() : phone;
  }

  /** The neighbour behind a place. */
  int right(int place, PhoneSet set) {
    int phone = place == size() - 1 ? set.silence() : phone(place + 1);
    return set.isFiller(phone) ? set.silence() : phone;
  }

  Position position(int place) {
    return POSITIONS[positions[place]];
  }

  /** The row of tied states of a place in its context. */
  int sequence(int place, PhoneSet set) {
    int phone = phone(place);
    return set.isFiller(phone)
        ? set.contextFree(phone)
        : set.sequence(phone, left(place, set), right(place, set), position(place));
  }

  /** Writes segmentations; {@code null} for utterances that are left out. */
  static void write(Segmentation[] segmentations, Path file) throws IOException {
    BinaryFile.write(
        file,
        FORMAT,
        VERSION,
        out -> {
          out.writeInt(segmentations.length);
          for (Segmentation each : segmentations) {
            write(each, out);
          }
        });
  }

  private static void write(Segmentation segmentation, DataOutputStream out) throws IOException {
    if (segmentation == null) {
      out.writeInt(0);
      return;
    }
    out.writeInt(segmentation.size());
    out.write(segmentation.phones);
    out.write(segmentation.positions);
    for (char count : segmentation.frames) {
      out.writeChar(count);
    }
  }

  static Segmentation[] read(Path file) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        VERSION,
        VERSION,
        (in, limit) -> {
          Segmentation[] all = new Segmentation[BinaryFile.checkCount(in.readInt(), 4, limit)];
          for (int i = 0; i < all.length; i++) {
            all[i] = read(in, limit);
          }
          return all;
        });
  }

  private static Segmentation read(DataInputStream in, long limit) throws IOException {
    int size = BinaryFile.checkCount(in.readInt(), 8, limit);
    if (size == 0) {
      return null;
    }
    byte[] phones = new byte[size];
    byte[] positions = new byte[size];
    in.readFully(phones);
    in.readFully(positions);
    char[] frames = new char[STATES * size];
    for (int place = 0; place < size; place++) {
      if (phones[place] < 0) {
        throw new IllegalArgumentException("a phone of " + phones[place]);
      }
      Objects.checkIndex(positions[place], POSITIONS.length);
    }
    for (int i = 0; i < frames.length; i++) {
      frames[i] = in.readChar();
      if (frames[i] == 0) {
        throw new IllegalArgumentException("a state without frames");
      }
    }
    return new Segmentation(phones, positions, frames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segmentation that
        && Arrays.equals(phones, that.phones)
        && Arrays.equals(positions, that.positions)
        && Arrays.equals(frames, that.frames);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(frames);
  }
}
