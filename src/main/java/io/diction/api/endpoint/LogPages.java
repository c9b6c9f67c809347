package io.diction.api.endpoint;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.Validity;
import io.diction.api.endpoint.LogRows.LogFile;
import io.diction.api.endpoint.LogRows.Root;
import io.diction.api.listing.Paginated;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Logs as they go out: in pages that go on behind a token. */
@Component
class LogPages {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  private final EndpointLogs logs;
  private final ContentUrls urls;

  LogPages(EndpointLogs logs, ContentUrls urls) {
    this.logs = logs;
    this.urls = urls;
  }

  /** As the request says it. */
  record Asked(@Nullable String skipToken, @Nullable String top, Validity validity) {}

  /**
   * @param place of the list, below the API's base
   */
  Paginated<FileEntity> page(Root root, String place, Asked asked, Links links) {
    int top = top(asked.top());
    List<LogFile> found = logs.page(root, position(asked.skipToken()), top + 1);
    boolean more = found.size() > top;
    List<LogFile> shown = more ? found.subList(0, top) : found;
    String next =
        more
            ? "%s?skipToken=%s&top=%d&sasValidityInSeconds=%d"
                .formatted(
                    links.to(place),
                    token(shown.get(top - 1).id()),
                    top,
                    asked.validity().duration().toSeconds())
            : null;
    return new Paginated<>(
        shown.stream().map(file -> entity(file, place, asked.validity(), links)).toList(), next);
  }

  FileEntity file(Root root, String place, String name, Validity validity, Links links) {
    return logs.find(root, name)
        .map(file -> entity(file, place, validity, links))
        .orElseThrow(LogPages::unknown);
  }

  static ApiError unknown() {
    return ApiError.of(ApiCode.NOT_FOUND, "There is no such log here.")
        .inner(DetailCode.INVALID_LOG_ID);
  }

  /** The last day whose logs are meant; null for all. */
  static @Nullable LocalDate day(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeParseException malformed) {
      // Said below.
    }
    throw ApiError.invalid(
            DetailCode.INVALID_LOG_DATE, "endDate has to be a day such as 2025-03-01.")
        .target("endDate");
  }

  private FileEntity entity(LogFile file, String place, Validity validity, Links links) {
    return new FileEntity(
        links.to(place + "/" + file.name()),
        file.name(),
        file.isAudio() ? "Audio" : "Transcription",
        ApiTime.text(file.createdAt()),
        new FileEntity.Size(file.sizeBytes(), ApiTime.duration(file.durationMs())),
        new FileEntity.Place(
            urls.url(links, EndpointLogs.KIND, file.organization(), file.name(), validity)));
  }

  private static int top(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    try {
      int top = Integer.parseInt(text);
      if (top >= 1) {
        return Math.min(top, MOST);
      }
    } catch (NumberFormatException malformed) {
      // Said below.
    }
    throw ApiError.invalid(
            DetailCode.INVALID_TOP_FOR_LOGS, "top has to be a whole number of 1 or more.")
        .target("top");
  }

  private static String token(UUID last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(16)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array());
  }

  private static @Nullable UUID position(@Nullable String token) {
    if (token == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.remaining() == 16) {
        return new UUID(bytes.getLong(), bytes.getLong());
      }
    } catch (IllegalArgumentException malformed) {
      // Said below.
    }
    throw ApiError.invalid(
            DetailCode.INVALID_SKIP_TOKEN_FOR_LOGS, "skipToken is none that was handed out.")
        .target("skipToken");
  }
}
