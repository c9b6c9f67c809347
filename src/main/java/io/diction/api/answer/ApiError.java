package io.diction.api.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the API declines. Immutable: the methods that add something return another one.
 * {@code throw ApiError.invalid(DetailCode.INVALID_LOCALE, "…").target("locale")}.
 */
public final class ApiError extends RuntimeException {
  private final ApiCode code;
  private final String text;
  private final @Nullable String target;
  private final @Nullable DetailCode inner;
  private final Map<String, String> details;
  private final List<ApiError> others;
  private final int status;
  private final int retryAfterSeconds;

  private ApiError(
      ApiCode code,
      String text,
      @Nullable String target,
      @Nullable DetailCode inner,
      Map<String, String> details,
      List<ApiError> others,
      int status,
      int retryAfterSeconds) {
    // An answer, not a defect: a stack trace would cost more than the answer.
    super(code.text() + ": " + text, null, false, false);
    this.code = code;
    this.text = text;
    this.target = target;
    this.inner = inner;
    this.details = Map.copyOf(details);
    this.others = List.copyOf(others);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static ApiError of(ApiCode code, String message) {
    return new ApiError(code, message, null, null, Map.of(), List.of(), code.status().value(), 0);
  }

  /** 400 {@code InvalidRequest} with its precise reason. */
  public static ApiError invalid(DetailCode inner, String message) {
    return of(ApiCode.INVALID_REQUEST, message).inner(inner);
  }

  /** 404, which says nothing of whether others have it. */
  public static ApiError notFound() {
    return of(ApiCode.NOT_FOUND, "There is nothing at this address.");
  }

  /** 409 with its precise reason. */
  public static ApiError conflict(DetailCode inner, String message) {
    return of(ApiCode.CONFLICT, message).inner(inner);
  }

  /** Several at once: the first one's codes, and all messages. */
  static ApiError all(List<ApiError> errors) {
    ApiError first = errors.get(0);
    return errors.size() == 1
        ? first
        : new ApiError(
            first.code,
            String.join(" OR ", errors.stream().map(error -> error.text).toList()),
            first.target,
            first.inner,
            first.details,
            errors,
            first.status,
            first.retryAfterSeconds);
  }

  public ApiError inner(DetailCode reason) {
    return new ApiError(code, text, target, reason, details, others, status, retryAfterSeconds);
  }

  /** What it is about, such as a property or parameter. */
  public ApiError target(String about) {
    return new ApiError(code, text, about, inner, details, others, status, retryAfterSeconds);
  }

  /** One more fact about the precise reason. */
  public ApiError detail(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new ApiError(code, text, target, inner, more, others, status, retryAfterSeconds);
  }

  /** Another status than the code's own. */
  public ApiError status(int other) {
    return new ApiError(code, text, target, inner, details, others, other, retryAfterSeconds);
  }

  public ApiError retryAfter(int seconds) {
    return new ApiError(code, text, target, inner, details, others, status, seconds);
  }

  public ApiCode code() {
    return code;
  }

  public @Nullable DetailCode inner() {
    return inner;
  }

  public Map<String, String> details() {
    return details;
  }

  int status() {
    return status;
  }

  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  ErrorBody body() {
    return new ErrorBody(
        code.text(),
        text,
        target,
        others.stream().map(ApiError::body).toList(),
        inner == null ? null : new ErrorBody.Inner(inner.text(), text, target, details));
  }
}
