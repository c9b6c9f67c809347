package io.diction.dataset.folder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where everything lies in an archive of files that are not compressed, and the records between
 * them, as PKWARE's APPNOTE 6.3.10 has them, with those of Zip64 where they are needed.
 */
final class ZipLayout {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LARGE_END = 0x06064b50;
  private static final int LARGE_PLACE = 0x07064b50;
  private static final int END = 0x06054b50;

  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int LARGE_END_BYTES = 56;
  private static final int LARGE_PLACE_BYTES = 20;
  private static final int END_BYTES = 22;

  private static final short ZIP_64 = 45;
  private static final short UTF_8 = 1 << 11;

  /** From here on a field of four or two bytes says that the value is elsewhere. */
  private static final long LARGE = 0xFFFFFFFFL;

  private static final int MANY = 0xFFFF;

  private final List<Part> parts;
  private final int dosTime;
  private final long[] offsets;
  private final long centralBytes;

  ZipLayout(List<Part> parts, Instant at) {
    this.parts = parts;
    this.dosTime = dosTime(at);
    this.offsets = new long[parts.size() + 1];
    long central = 0;
    for (int i = 0; i < parts.size(); i++) {
      offsets[i + 1] = offsets[i] + localBytes(i) + size(i);
      central += centralBytes(i);
    }
    this.centralBytes = central;
  }

  long length() {
    return offsets[parts.size()] + centralBytes + endBytes();
  }

  /** Of two-second steps since 1980, as the format has it; always of UTC. */
  private static int dosTime(Instant at) {
    LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    int date = ((time.getYear() - 1980) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth();
    return (date << 16) | (time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2);
  }

  long size(int part) {
    return parts.get(part).blob().sizeBytes();
  }

  private byte[] name(int part) {
    return parts.get(part).path().getBytes(StandardCharsets.UTF_8);
  }

  private boolean isLarge(int part) {
    return size(part) >= LARGE;
  }

  int localBytes(int part) {
    return LOCAL_BYTES + name(part).length + (isLarge(part) ? 20 : 0);
  }

  int centralBytes(int part) {
    return CENTRAL_BYTES + name(part).length + centralExtra(part);
  }

  private int centralExtra(int part) {
    int values = (isLarge(part) ? 2 : 0) + (offsets[part] >= LARGE ? 1 : 0);
    return values == 0 ? 0 : 4 + 8 * values;
  }

  private boolean isLarge() {
    return parts.size() >= MANY || centralBytes >= LARGE || offsets[parts.size()] >= LARGE;
  }

  int endBytes() {
    return END_BYTES + (isLarge() ? LARGE_END_BYTES + LARGE_PLACE_BYTES : 0);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What stands before a file. */
  byte[] local(int part, int checksum) {
    byte[] name = name(part);
    boolean large = isLarge(part);
    ByteBuffer to = buffer(localBytes(part)).putInt(LOCAL);
    putFile(to, part, checksum, name.length);
    to.putShort((short) (large ? 20 : 0)).put(name);
    if (large) {
      to.putShort((short) 1).putShort((short) 16).putLong(size(part)).putLong(size(part));
    }
    return to.array();
  }

  /** What both places say of a file, up to the length of its name. */
  private void putFile(ByteBuffer to, int part, int checksum, int nameBytes) {
    int size = (int) Math.min(size(part), LARGE);
    to.putShort(ZIP_64)
        .putShort(UTF_8)
        .putShort((short) 0)
        .putInt(dosTime)
        .putInt(checksum)
        .putInt(size)
        .putInt(size)
        .putShort((short) nameBytes);
  }

  /** What the list of all files says of one. */
  byte[] central(int part, int checksum) {
    byte[] name = name(part);
    int extra = centralExtra(part);
    ByteBuffer to = buffer(centralBytes(part)).putInt(CENTRAL).putShort(ZIP_64);
    putFile(to, part, checksum, name.length);
    to.putShort((short) extra).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    to.putInt(0).putInt((int) Math.min(offsets[part], LARGE)).put(name);
    if (extra > 0) {
      to.putShort((short) 1).putShort((short) (extra - 4));
      if (isLarge(part)) {
        to.putLong(size(part)).putLong(size(part));
      }
      if (offsets[part] >= LARGE) {
        to.putLong(offsets[part]);
      }
    }
    return to.array();
  }

  byte[] end() {
    long at = offsets[parts.size()];
    ByteBuffer to = buffer(endBytes());
    if (isLarge()) {
      to.putInt(LARGE_END).putLong(LARGE_END_BYTES - 12).putShort(ZIP_64).putShort(ZIP_64);
      to.putInt(0).putInt(0).putLong(parts.size()).putLong(parts.size());
      to.putLong(centralBytes).putLong(at);
      to.putInt(LARGE_PLACE).putInt(0).putLong(at + centralBytes).putInt(1);
    }
    short count = (short) Math.min(parts.size(), MANY);
    to.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    to.putInt((int) Math.min(centralBytes, LARGE))
        .putInt((int) Math.min(at, LARGE))
        .putShort((short) 0);
    return to.array();
  }
}
