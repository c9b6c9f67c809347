package io.diction.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is not a success.
 *
 * @param target what the error is about, such as a property
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ErrorBody(
    String code,
    String message,
    @Nullable String target,
    List<ErrorBody> details,
    @Nullable Inner innerError) {
  ErrorBody {
    details = List.copyOf(details);
  }

  /** The precise reason; here details are a map. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Inner(String code, String message, @Nullable String target, Map<String, String> details) {
    Inner {
      details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
  }
}
