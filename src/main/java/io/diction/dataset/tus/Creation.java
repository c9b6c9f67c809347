package io.diction.dataset.tus;

import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of an upload before it begins.
 *
 * @param bytes how many will come; 0 where parts are joined, which are here already
 * @param parts uploads to be joined; empty for others
 * @param whole what it is a part of, where the client says that
 */
record Creation(long bytes, List<UUID> parts, @Nullable Whole whole) {
  /** Not of the protocol: a part alone does not tell whether there is room for all of them. */
  static final String WHOLE = "Diction-Whole";

  private static final int MOST_PARTS = 64;

  /**
   * A file that is sent in parts at the same time.
   *
   * @param id made up by the client, the same for all its parts
   */
  record Whole(UUID id, long bytes) {}

  static Creation of(HttpServletRequest request) {
    String concat = text(request, "Upload-Concat").toLowerCase(Locale.ROOT);
    if (concat.startsWith("final")) {
      requireName(request);
      return new Creation(0, parts(concat), null);
    }
    String length = text(request, "Upload-Length");
    if (!length.matches("\\d{1,18}")) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    if (Long.parseLong(length) == 0) {
      throw new Invalid("dataset.upload.empty");
    }
    if (!concat.equals("partial")) {
      requireName(request);
      return new Creation(Long.parseLong(length), List.of(), null);
    }
    return new Creation(Long.parseLong(length), List.of(), whole(text(request, WHOLE)));
  }

  private static @Nullable Whole whole(String told) {
    if (told.isEmpty()) {
      return null;
    }
    String[] parts = told.split(" ", 2);
    if (parts.length < 2 || !parts[1].matches("\\d{1,18}")) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    return new Whole(id(parts[0]), Long.parseLong(parts[1]));
  }

  /** What it will come to with its other parts. */
  long wholeBytes() {
    return whole == null ? bytes : Math.max(bytes, whole.bytes());
  }

  private static List<UUID> parts(String concat) {
    String[] places = concat.replaceFirst("^final;\\s*", "").split("\\s+");
    Set<UUID> parts = new LinkedHashSet<>();
    for (String place : places) {
      if (parts.size() == MOST_PARTS || !parts.add(id(place))) {
        throw new Invalid(ErrorCode.BAD_REQUEST);
      }
    }
    return List.copyOf(parts);
  }

  /** Of the upload at an address. */
  static UUID id(String place) {
    try {
      return UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
    } catch (IllegalArgumentException none) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
  }

  private static void requireName(HttpServletRequest request) {
    if (!text(request, "Upload-Metadata").matches("(.*,)?\\s*filename\\s+[A-Za-z0-9+/=]+.*")) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
  }

  private static String text(HttpServletRequest request, String header) {
    @Nullable String value = request.getHeader(header);
    return value == null ? "" : value.strip();
  }
}
