package io.diction.api.answer;

import io.diction.api.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers where no other handler does: a wrong verb, or nothing at all. */
@RestController
class NothingHereController {
  /** Beside the operations on entities. */
  private static final Pattern POSTS =
      Pattern.compile(
          "/sts/v1\\.0/issueToken"
              + "|/speech/recognition/(conversation|interactive)/cognitiveservices/v1");

  private final ApiErrors errors;

  NothingHereController(ApiErrors errors) {
    this.errors = errors;
  }

  @RequestMapping({"/speechtotext/**", "/speech/**", "/sts/**"})
  ResponseEntity<ErrorBody> nothing(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Set<String> methods = POSTS.matcher(path).matches() ? Set.of("POST") : Operation.methods(path);
    if (methods.isEmpty() || methods.contains(request.getMethod())) {
      return errors.answer(ApiError.notFound(), request);
    }
    String allowed = String.join(", ", new TreeSet<>(methods));
    String message =
        "%s is not possible here, but %s. A single entity is at the address in its 'self'."
            .formatted(request.getMethod(), allowed);
    ResponseEntity<ErrorBody> answer =
        errors.answer(ApiError.of(ApiCode.NOT_ALLOWED, message), request);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(HttpHeaders.ALLOW, allowed)
        .body(answer.getBody());
  }
}
