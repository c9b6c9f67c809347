package io.diction.api.answer;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Successes. Always JSON, whatever kind the caller would rather have. */
public final class Answers {
  /** How long to wait before asking again for what is under way. */
  public static final int RETRY_SECONDS = 5;

  private Answers() {}

  public static <T> ResponseEntity<T> ok(T body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }

  /**
   * @param underWay whether something in it changes by itself
   */
  public static <T> ResponseEntity<T> ok(T body, boolean underWay) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
    if (underWay) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_SECONDS));
    }
    return answer.body(body);
  }

  /**
   * @param self the new entity's own address
   */
  public static <T> ResponseEntity<T> created(String self, T body) {
    return ResponseEntity.created(URI.create(self))
        .contentType(MediaType.APPLICATION_JSON)
        .body(body);
  }

  public static ResponseEntity<Void> noContent() {
    return ResponseEntity.noContent().build();
  }
}
