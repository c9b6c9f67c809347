package io.diction.web;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * The stable names of everything that can go wrong for a user, the same in pages, API and command
 * line. Each has a message and a remedy in {@code messages/web.properties}.
 */
public enum ErrorCode {
  VALIDATION_FAILED(HttpStatus.UNPROCESSABLE_CONTENT),
  INVALID_AUDIO_FORMAT(HttpStatus.UNPROCESSABLE_CONTENT),
  INVALID_TRANSCRIPT_FORMAT(HttpStatus.UNPROCESSABLE_CONTENT),
  NO_CLAIMS_AVAILABLE("no-claims-available", HttpStatus.CONFLICT),
  FILE_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  TOO_MANY_FILES(HttpStatus.UNPROCESSABLE_CONTENT),
  DUPLICATE_FILE(HttpStatus.CONFLICT),
  UNMATCHED_AUDIO(HttpStatus.UNPROCESSABLE_CONTENT),
  UNMATCHED_TRANSCRIPT(HttpStatus.UNPROCESSABLE_CONTENT),
  NOT_ENOUGH_DATA(HttpStatus.UNPROCESSABLE_CONTENT),
  BASE_MODEL_EXPIRED(HttpStatus.CONFLICT),
  /** Expired, archived, deleted, or taken back by its owner. */
  MODEL_UNAVAILABLE(HttpStatus.CONFLICT),
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  SIGNED_OUT(HttpStatus.UNAUTHORIZED),
  NOT_ALLOWED(HttpStatus.FORBIDDEN),
  FORM_EXPIRED(HttpStatus.FORBIDDEN),
  NOT_FOUND(HttpStatus.NOT_FOUND),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  CONFLICT(HttpStatus.CONFLICT),
  LIMIT_REACHED(HttpStatus.CONFLICT),
  /** More than the organization's plan has room for. */
  STORAGE_LIMIT(HttpStatus.CONTENT_TOO_LARGE),
  /** More than the disk has room for. */
  STORAGE_FULL(HttpStatus.INSUFFICIENT_STORAGE),
  /** Where files are kept does not answer. */
  STORAGE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

  private final String code;
  private final HttpStatus status;

  ErrorCode(HttpStatus status) {
    this.code = name().toLowerCase(Locale.ROOT);
    this.status = status;
  }

  ErrorCode(String code, HttpStatus status) {
    this.code = code;
    this.status = status;
  }

  /** As shown and documented, such as {@code not_enough_data}. */
  public String code() {
    return code;
  }

  public HttpStatus status() {
    return status;
  }

  /** Key of the sentence that says what is wrong. */
  public String messageKey() {
    return "error." + code + ".message";
  }

  /** Key of the sentence that says what to do. */
  public String remedyKey() {
    return "error." + code + ".remedy";
  }

  /** The code that fits a status chosen by the framework or the container. */
  static ErrorCode of(int status) {
    return switch (status) {
      case 401 -> SIGNED_OUT;
      case 403 -> NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 409 -> CONFLICT;
      case 413 -> FILE_TOO_LARGE;
      case 422 -> VALIDATION_FAILED;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      case 507 -> STORAGE_FULL;
      default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
