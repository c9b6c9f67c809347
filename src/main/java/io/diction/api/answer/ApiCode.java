package io.diction.api.answer;

import org.springframework.http.HttpStatus;

/** What kind of error an answer is, as published, with the status that goes with it. */
public enum ApiCode {
  INVALID_REQUEST(HttpStatus.BAD_REQUEST),
  INVALID_ARGUMENT(HttpStatus.BAD_REQUEST),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
  FORBIDDEN(HttpStatus.FORBIDDEN),
  NOT_FOUND(HttpStatus.NOT_FOUND),
  NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  CONFLICT(HttpStatus.CONFLICT),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  UNPROCESSABLE_ENTITY(HttpStatus.UNPROCESSABLE_CONTENT),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
  INTERNAL_SERVER_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
  INTERNAL_COMMUNICATION_FAILED(HttpStatus.BAD_GATEWAY),
  SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  ApiCode(HttpStatus status) {
    this.status = status;
  }

  public HttpStatus status() {
    return status;
  }

  /** As published, such as {@code InvalidRequest}. */
  public String text() {
    return Published.name(this);
  }

  /** The code for a status that the framework or the container chose. */
  static ApiCode of(int status) {
    for (ApiCode code : values()) {
      if (code.status.value() == status && code != INVALID_ARGUMENT) {
        return code;
      }
    }
    return status >= 500 ? INTERNAL_SERVER_ERROR : INVALID_REQUEST;
  }
}
