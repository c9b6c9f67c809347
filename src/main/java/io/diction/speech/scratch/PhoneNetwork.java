package io.diction.speech.scratch;

import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways in which an utterance can be spoken: phones, and which may follow which. Places are
 * numbered so that each comes behind those before it.
 */
final class PhoneNetwork {
  /** Stands before the first phone. */
  static final int START = -1;

  /** [place] phone, position in its word, row of tied states. */
  private byte[] phones = new byte[64];

  private byte[] positions = new byte[64];
  private int[] rows = new int[64];

  /** Predecessors of place p: from [p] to [p + 1] of {@link #before}. */
  private int[] firstBefore = new int[65];

  private int[] before = new int[128];
  private int size;
  private int[] exits = new int[0];

  private PhoneNetwork() {}

  /**
   * All pronunciations of the words, with optional silence around each word, phones without
   * context.
   *
   * @param words [word][variant][i] phones
   */
  static PhoneNetwork ofWords(int[][][] words, PhoneSet set) {
    PhoneNetwork network = new PhoneNetwork();
    int silence = set.contextFree(set.silence());
    int[] ends = {START};
    for (int[][] variants : words) {
      int pause = network.add(set.silence(), Position.SINGLE, silence, ends);
      int[] starts = with(ends, pause);
      int[] lasts = new int[variants.length];
      for (int v = 0; v < variants.length; v++) {
        int[] from = starts;
        for (int i = 0; i < variants[v].length; i++) {
          int phone = variants[v][i];
          lasts[v] =
              network.add(phone, position(i, variants[v].length), set.contextFree(phone), from);
          from = new int[] {lasts[v]};
        }
      }
      ends = lasts;
    }
    int pause = network.add(set.silence(), Position.SINGLE, silence, ends);
    network.exits = with(ends, pause);
    return network;
  }

  /** The phones of a segmentation one after the other, each in its context. */
  static PhoneNetwork ofPath(Segmentation path, PhoneSet set) {
    PhoneNetwork network = new PhoneNetwork();
    int last = START;
    for (int place = 0; place < path.size(); place++) {
      last =
          network.add(
              path.phone(place), path.position(place), path.sequence(place, set), new int[] {last});
    }
    network.exits = new int[] {last};
    return network;
  }

  /** Fewest frames in which the utterance can be spoken. */
  static int shortestFrames(int[][][] words) {
    int frames = 0;
    for (int[][] variants : words) {
      int shortest = Integer.MAX_VALUE;
      for (int[] variant : variants) {
        shortest = Math.min(shortest, variant.length);
      }
      frames += Segmentation.STATES * shortest;
    }
    return frames;
  }

  static Position position(int index, int length) {
    if (length == 1) {
      return Position.SINGLE;
    }
    return index == 0 ? Position.BEGIN : index == length - 1 ? Position.END : Position.INTERNAL;
  }

  private static int[] with(int[] places, int more) {
    int[] result = Arrays.copyOf(places, places.length + 1);
    result[places.length] = more;
    return result;
  }

  private int add(int phone, Position position, int row, int[] predecessors) {
    if (size == phones.length) {
      phones = Arrays.copyOf(phones, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
      firstBefore = Arrays.copyOf(firstBefore, 2 * size + 1);
    }
    phones[size] = (byte) phone;
    positions[size] = (byte) position.ordinal();
    rows[size] = row;
    int from = firstBefore[size];
    if (from + predecessors.length > before.length) {
      before = Arrays.copyOf(before, 2 * (from + predecessors.length));
    }
    System.arraycopy(predecessors, 0, before, from, predecessors.length);
    firstBefore[size + 1] = from + predecessors.length;
    return size++;
  }

  int size() {
    return size;
  }

  int phone(int place) {
    return phones[place] & 0xff;
  }

  byte position(int place) {
    return positions[place];
  }

  int row(int place) {
    return rows[place];
  }

  /** Where the predecessors of a place begin in {@link #predecessor}. */
  int firstPredecessor(int place) {
    return firstBefore[place];
  }

  int predecessor(int index) {
    return before[index];
  }

  /** Places in which the utterance may end. */
  List<Integer> exits() {
    List<Integer> places = new ArrayList<>();
    for (int exit : exits) {
      places.add(exit);
    }
    return places;
  }
}
