package io.diction.api.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Whether an address is one of the public network: by the registries of special purposes for IPv4
 * and IPv6 (RFC 6890 and its successors), and by what an address of IPv6 carries of one of IPv4.
 */
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address instanceof Inet4Address) {
      return isPublic4(address.getAddress(), 0);
    }
    return address instanceof Inet6Address && isPublic6(address.getAddress());
  }

  private static boolean isPublic4(byte[] bytes, int from) {
    int first = bytes[from] & 0xFF;
    int second = bytes[from + 1] & 0xFF;
    int third = bytes[from + 2] & 0xFF;
    return switch (first) {
      // This network, private, loopback.
      case 0, 10, 127 -> false;
      // Between a provider and its customers.
      case 100 -> second < 64 || second > 127;
      // Of the link, where clouds keep their metadata.
      case 169 -> second != 254;
      // What one cloud answers its machines from; public by the registries.
      case 168 -> !(second == 63 && third == 129 && (bytes[from + 3] & 0xFF) == 16);
      case 172 -> second < 16 || second > 31;
      // Private; protocols and documentation; relays of 6to4.
      case 192 ->
          second != 168
              && !(second == 0 && (third == 0 || third == 2))
              && !(second == 88 && third == 99);
      // Measurements and documentation.
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      // Multicast, reserved, broadcast.
      default -> first < 224;
    };
  }

  private static boolean isPublic6(byte[] bytes) {
    if (isZero(bytes, 0, 12)) {
      // Unspecified, loopback, and the old way to carry IPv4.
      return false;
    }
    if (isZero(bytes, 0, 10) && (bytes[10] & bytes[11] & 0xFF) == 0xFF) {
      return isPublic4(bytes, 12);
    }
    if (word(bytes, 0) == 0x0064 && word(bytes, 1) == 0xFF9B) {
      // Translated to IPv4; within the local prefix to anything.
      return isZero(bytes, 4, 12) && isPublic4(bytes, 12);
    }
    if (word(bytes, 0) == 0x2002) {
      // 6to4 carries the address of its relay.
      return isPublic4(bytes, 2);
    }
    // Of 2000::/3 all but Teredo and other protocols (2001::/23) and documentation.
    boolean global = (bytes[0] & 0xE0) == 0x20;
    boolean protocols = word(bytes, 0) == 0x2001 && (word(bytes, 1) & 0xFE00) == 0;
    boolean documents =
        (word(bytes, 0) == 0x2001 && word(bytes, 1) == 0x0DB8)
            || (word(bytes, 0) == 0x3FFF && (word(bytes, 1) & 0xF000) == 0);
    return global && !protocols && !documents;
  }

  private static int word(byte[] bytes, int number) {
    return (bytes[2 * number] & 0xFF) << 8 | (bytes[2 * number + 1] & 0xFF);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
