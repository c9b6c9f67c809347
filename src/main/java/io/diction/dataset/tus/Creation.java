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
 */
record Creation(long bytes, List<UUID> parts) {
  private static final int MOST_PARTS = 64;

  static Creation of(HttpServletRequest request) {
    String concat = text(request, "Upload-Concat").toLowerCase(Locale.ROOT);
    if (concat.startsWith("final")) {
      requireName(request);
      return new Creation(0, parts(concat));
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
    }
    return new Creation(Long.parseLong(length), List.of());
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
