package io.diction.api.endpoint;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.phrase.Profanity;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Recognises what comes along in the request, at once. */
@RestController
class ShortAudioController {
  private final ShortAudio recognition;

  ShortAudioController(ShortAudio recognition) {
    this.recognition = recognition;
  }

  @PostMapping("/speech/recognition/{mode:conversation|interactive}/cognitiveservices/v1")
  ResponseEntity<byte[]> recognise(
      @PathVariable String mode,
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String cid,
      @RequestParam(defaultValue = "simple") String format,
      @RequestParam(defaultValue = "masked") String profanity,
      @RequestParam(defaultValue = "false") boolean wordLevelTimestamps,
      @RequestParam(defaultValue = "false") boolean storeAudio,
      HttpServletRequest request,
      SignedIn who)
      throws IOException {
    ShortAudio.Asked asked =
        new ShortAudio.Asked(
            language,
            cid == null || cid.isBlank() ? null : endpoint(cid),
            isDetailed(format),
            profanity(profanity),
            wordLevelTimestamps,
            storeAudio,
            Duration.ofSeconds(mode.equals("interactive") ? 15 : 60));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(recognition.recognise(asked, request.getInputStream(), who));
  }

  private static UUID endpoint(String text) {
    try {
      return UUID.fromString(text.strip());
    } catch (IllegalArgumentException malformed) {
      throw wrong("cid", "cid has to be the id of an endpoint.");
    }
  }

  private static boolean isDetailed(String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "simple" -> false;
      case "detailed" -> true;
      default -> throw wrong("format", "format has to be simple or detailed.");
    };
  }

  private static Profanity profanity(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "masked" -> Profanity.MASKED;
      case "removed" -> Profanity.REMOVED;
      case "raw" -> Profanity.NONE;
      default -> throw wrong("profanity", "profanity has to be masked, removed or raw.");
    };
  }

  private static ApiError wrong(String parameter, String message) {
    return ApiError.invalid(DetailCode.INVALID_PARAMETER_VALUE, message).target(parameter);
  }
}
