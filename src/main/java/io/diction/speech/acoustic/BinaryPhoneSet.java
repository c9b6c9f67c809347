package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A model definition ({@code mdef}) in the binary form of PocketSphinx, version 1, in either byte
 * order: counts, names, a tree from position over phone and left neighbour to right neighbour, a
 * row for each phone and triphone, sequences of tied states.
 *
 * <p>Reading uses the rows alone; the tree says the same once more and is there for the C programs.
 */
final class BinaryPhoneSet {
  static final int MAGIC_BYTES = 4;

  private static final byte[] MAGIC = "BMDF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SWAPPED_MAGIC = "FDMB".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  /** 700,000 triphones take 14 MB. */
  private static final int MAX_BYTES = 1 << 28;

  private static final int TREE_ENTRY = 8;
  private static final int ROW = 12;
  private static final int CONTEXT = 3;

  /** Positions by their number in this format. */
  private static final List<Position> POSITIONS =
      List.of(Position.INTERNAL, Position.BEGIN, Position.END, Position.SINGLE);

  private BinaryPhoneSet() {}

  static boolean isBinary(byte[] first) {
    return Arrays.equals(first, MAGIC) || Arrays.equals(first, SWAPPED_MAGIC);
  }

  static PhoneSet read(InputStream in, String source) throws IOException {
    byte[] all = in.readNBytes(MAX_BYTES + 1);
    if (all.length > MAX_BYTES) {
      throw new FormatException(source, "", "larger than " + MAX_BYTES + " bytes");
    }
    return new Reader(ByteBuffer.wrap(all), source).read();
  }

  private static final class Reader {
    private final ByteBuffer bytes;
    private final String source;
    private int[] sequences = new int[0];
    private int statesPerPhone;

    Reader(ByteBuffer bytes, String source) {
      this.bytes = bytes;
      this.source = source;
    }

    PhoneSet read() {
      bytes.order(bytes.get(0) == MAGIC[0] ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      bytes.position(MAGIC_BYTES);
      count("version", VERSION, VERSION);
      skip(count("length of the description", 0, bytes.remaining()));
      int phones = count("number of phones", 1, 255);
      int rows = count("number of phones and triphones", phones, bytes.limit() / ROW);
      statesPerPhone = count("number of states", 0, 10);
      if (statesPerPhone == 0) {
        throw fault("phones with different numbers of states are not supported");
      }
      int tiedContextFree = count("number of tied states without context", 1, 65_535);
      int tiedStates = count("number of tied states", tiedContextFree, 65_535);
      count("number of transition matrices", phones, phones);
      int sequenceCount = count("number of sequences", 1, bytes.limit() / (2 * statesPerPhone));
      count("phones of context", CONTEXT, CONTEXT);
      int tree = count("size of the tree", 0, bytes.limit() / TREE_ENTRY);
      count("number of the silence phone", 0, phones - 1);
      String[] names = new String[phones];
      for (int i = 0; i < phones; i++) {
        names[i] = name();
      }
      skip(-bytes.position() & 3);
      skip(tree * TREE_ENTRY);
      int firstRow = bytes.position();
      skip(rows * ROW);
      int stated = sequenceCount * statesPerPhone;
      count("number of tied states in sequences", stated, stated);
      readSequences(stated);
      if (bytes.hasRemaining()) {
        throw fault(bytes.remaining() + " bytes more than the counts announce");
      }
      bytes.position(firstRow);
      PhoneSet.Builder set = new PhoneSet.Builder(statesPerPhone, tiedStates);
      try {
        for (int row = 0; row < rows; row++) {
          readRow(set, row, names);
        }
        return set.build();
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new FormatException(
            source, "byte " + bytes.position(), String.valueOf(e.getMessage()), e);
      }
    }

    private void readSequences(int length) {
      if (bytes.remaining() < 2 * length) {
        throw fault("ends too early");
      }
      sequences = new int[length];
      for (int i = 0; i < length; i++) {
        sequences[i] = bytes.getShort() & 0xffff;
      }
    }

    private void readRow(PhoneSet.Builder set, int row, String[] names) {
      int sequence = count("sequence", 0, sequences.length / statesPerPhone - 1);
      int transitions = bytes.getInt();
      int first = bytes.get() & 0xff;
      int phone = bytes.get() & 0xff;
      int left = bytes.get() & 0xff;
      int right = bytes.get() & 0xff;
      if (transitions != (row < names.length ? row : phone)) {
        throw fault("transition matrix " + transitions + " for another phone");
      }
      int[] states =
          Arrays.copyOfRange(sequences, sequence * statesPerPhone, (sequence + 1) * statesPerPhone);
      if (row >= names.length) {
        if (first >= POSITIONS.size()) {
          throw fault("unknown word position " + first);
        }
        set.triphone(phone, left, right, POSITIONS.get(first), states);
      } else if (first == 0) {
        set.phone(names[row], states);
      } else {
        set.filler(names[row], states);
      }
    }

    private String name() {
      int from = bytes.position();
      while (bytes.hasRemaining() && bytes.position() - from < 1000) {
        if (bytes.get() == 0) {
          int length = bytes.position() - from - 1;
          return new String(bytes.array(), from, length, StandardCharsets.UTF_8);
        }
      }
      throw fault("the name of a phone does not end");
    }

    private void skip(int length) {
      if (length < 0 || length > bytes.remaining()) {
        throw fault("ends too early");
      }
      bytes.position(bytes.position() + length);
    }

    private int count(String what, int from, int to) {
      if (bytes.remaining() < 4) {
        throw fault("ends too early");
      }
      int value = bytes.getInt();
      if (value < from || value > to) {
        bytes.position(bytes.position() - 4);
        throw fault(
            what
                + " is "
                + value
                + (from == to ? ", expected " + to : ", expected %d to %d").formatted(from, to));
      }
      return value;
    }

    private FormatException fault(String reason) {
      return new FormatException(source, "byte " + bytes.position(), reason);
    }
  }

  /** Writes a phone set, little-endian. */
  static void write(PhoneSet phones, OutputStream out) throws IOException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String name : phones.names()) {
      names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      names.write(0);
    }
    byte[] description = "Written by Diction\0\0".getBytes(StandardCharsets.US_ASCII);
    int states = phones.statesPerPhone();
    Tree tree = new Tree(phones);
    int header = 12 + description.length + 40 + names.size();
    header += -header & 3;
    int rows = phones.size() + phones.triphoneCount();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            header
                + tree.size() * TREE_ENTRY
                + rows * ROW
                + 4
                + 2 * phones.sequenceCount() * states);
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putInt(VERSION);
    bytes.putInt(description.length).put(description);
    bytes.putInt(phones.size()).putInt(rows).putInt(states);
    bytes.putInt(phones.contextFreeTiedStates()).putInt(phones.tiedStates()).putInt(phones.size());
    bytes.putInt(phones.sequenceCount()).putInt(CONTEXT).putInt(tree.size());
    bytes.putInt(phones.silence()).put(names.toByteArray()).position(header);
    tree.write(bytes);
    for (int phone = 0; phone < phones.size(); phone++) {
      bytes.putInt(phones.contextFree(phone)).putInt(phone);
      bytes.putInt(phones.isFiller(phone) ? 1 : 0);
    }
    phones.forEachTriphone(
        (phone, left, right, position, sequence) -> {
          bytes.putInt(sequence).putInt(phone).put((byte) POSITIONS.indexOf(position));
          bytes.put((byte) phone).put((byte) left).put((byte) right);
        });
    bytes.putInt(phones.sequenceCount() * states);
    for (int sequence = 0; sequence < phones.sequenceCount(); sequence++) {
      for (int state = 0; state < states; state++) {
        bytes.putShort((short) phones.tiedState(sequence, state));
      }
    }
    out.write(bytes.array());
  }

  /**
   * The tree, level by level: positions, phones, left neighbours, right neighbours. A node without
   * children says -1 where the first of them would be; a right neighbour says the triphone's row.
   */
  private static final class Tree {
    private final PhoneSet phones;

    /** [(position * phones + phone) * phones + left] right neighbours, each with its row. */
    private final int[][] rights;

    private final int[] lefts;
    private int leftCount;

    Tree(PhoneSet phones) {
      this.phones = phones;
      int size = phones.size();
      rights = new int[POSITIONS.size() * size * size][0];
      lefts = new int[POSITIONS.size() * size];
      int[] row = {size};
      phones.forEachTriphone(
          (phone, left, right, position, sequence) -> {
            int at = (POSITIONS.indexOf(position) * size + phone) * size + left;
            int[] longer = Arrays.copyOf(rights[at], rights[at].length + 2);
            longer[longer.length - 2] = right;
            longer[longer.length - 1] = row[0]++;
            rights[at] = longer;
          });
      for (int at = 0; at < rights.length; at++) {
        if (rights[at].length > 0) {
          lefts[at / size]++;
          leftCount++;
        }
      }
    }

    int size() {
      return POSITIONS.size() * (1 + phones.size()) + leftCount + phones.triphoneCount();
    }

    void write(ByteBuffer bytes) {
      int size = phones.size();
      int next = POSITIONS.size();
      for (int position = 0; position < POSITIONS.size(); position++) {
        node(bytes, position, size, next);
        next += size;
      }
      for (int at = 0; at < lefts.length; at++) {
        node(bytes, at % size, lefts[at], lefts[at] == 0 ? -1 : next);
        next += lefts[at];
      }
      for (int at = 0; at < rights.length; at++) {
        if (rights[at].length > 0) {
          node(bytes, at % size, rights[at].length / 2, next);
          next += rights[at].length / 2;
        }
      }
      for (int[] neighbours : rights) {
        for (int i = 0; i < neighbours.length; i += 2) {
          node(bytes, neighbours[i], 0, neighbours[i + 1]);
        }
      }
    }

    private static void node(ByteBuffer bytes, int context, int children, int first) {
      bytes.putShort((short) context).putShort((short) children).putInt(first);
    }
  }
}
