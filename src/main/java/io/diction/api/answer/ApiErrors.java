package io.diction.api.answer;

import io.diction.identity.Ids;
import io.diction.identity.RightMissing;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** Whatever went wrong, as the API says it. In English, for programs and those who write them. */
@Component
public class ApiErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);
  private static final int RETRY_SECONDS = 30;

  private final MessageSource messages;
  private final JsonMapper json;

  ApiErrors(MessageSource messages, JsonMapper json) {
    this.messages = messages;
    this.json = json;
  }

  /** For handlers. */
  ResponseEntity<ErrorBody> answer(Throwable problem, HttpServletRequest request) {
    ApiError error = errorOf(problem, request);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(error.status()).contentType(MediaType.APPLICATION_JSON);
    if (error.retryAfterSeconds() > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(error.retryAfterSeconds()));
    }
    if (problem instanceof ErrorResponse declined) {
      // Such as the verbs that are allowed.
      declined.getHeaders().forEach((name, values) -> answer.header(name, values.get(0)));
      answer.contentType(MediaType.APPLICATION_JSON);
    }
    return answer.body(error.body());
  }

  /** For filters, which no handler answers for. */
  public void write(Throwable problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ApiError error = errorOf(problem, request);
    response.setStatus(error.status());
    if (error.retryAfterSeconds() > 0) {
      response.setIntHeader(HttpHeaders.RETRY_AFTER, error.retryAfterSeconds());
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(error.body()));
  }

  private ApiError errorOf(Throwable problem, HttpServletRequest request) {
    if (problem instanceof ApiError known) {
      return known;
    }
    if (problem instanceof Refusal refusal) {
      return refused(refusal);
    }
    if (problem instanceof RightMissing) {
      return ApiError.of(ApiCode.FORBIDDEN, "The role of this key does not allow that.")
          .inner(DetailCode.INVALID_PERMISSIONS)
          .detail("dictionCode", ErrorCode.NOT_ALLOWED.code());
    }
    if (problem instanceof MethodArgumentTypeMismatchException) {
      // Only identifiers in the path are converted.
      return ApiError.notFound();
    }
    if (problem instanceof MissingServletRequestParameterException missing) {
      return ApiError.invalid(
              DetailCode.INVALID_PARAMETER,
              "The parameter %s is missing.".formatted(missing.getParameterName()))
          .target(missing.getParameterName());
    }
    if (problem instanceof InvalidParameterException) {
      return ApiError.invalid(
          DetailCode.INVALID_PARAMETER,
          "A parameter is not encoded as UTF-8, or not as it must be.");
    }
    if (problem instanceof MaxUploadSizeExceededException || problem instanceof BlobTooLarge) {
      return tooLarge();
    }
    if (problem instanceof ErrorResponse declined && !declined.getStatusCode().is5xxServerError()) {
      int status = declined.getStatusCode().value();
      return ApiError.of(ApiCode.of(status), "The request is not understood as it is.")
          .status(status);
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(problem)) {
      // Nobody's defect, and nobody reads the answer.
      return ApiError.invalid(
          DetailCode.INVALID_REQUEST_BODY_FORMAT, "The body broke off before its end.");
    }
    return isAway(problem) ? away() : defect(problem, request);
  }

  static ApiError tooLarge() {
    return ApiError.of(ApiCode.INVALID_REQUEST, "The request has more bytes than it may.")
        .detail("dictionCode", ErrorCode.FILE_TOO_LARGE.code())
        .inner(DetailCode.INVALID_PAYLOAD)
        .status(413);
  }

  private static ApiError away() {
    return ApiError.of(ApiCode.SERVICE_UNAVAILABLE, "Not available now. Try again later.")
        .retryAfter(RETRY_SECONDS);
  }

  private ApiError refused(Refusal refusal) {
    String text = messages.getMessage(refusal.messageKey(), refusal.arguments(), Locale.ENGLISH);
    ErrorCode code = refusal.code();
    ApiError error =
        switch (code) {
          case NO_CLAIMS_AVAILABLE, LIMIT_REACHED, STORAGE_LIMIT ->
              ApiError.of(ApiCode.FORBIDDEN, text).inner(DetailCode.QUOTA_VIOLATION);
          case NOT_ALLOWED, FORM_EXPIRED ->
              ApiError.of(ApiCode.FORBIDDEN, text).inner(DetailCode.INVALID_PERMISSIONS);
          case NOT_FOUND -> ApiError.of(ApiCode.NOT_FOUND, text);
          case FILE_TOO_LARGE -> tooLarge();
          case BASE_MODEL_EXPIRED -> ApiError.invalid(DetailCode.MODEL_DEPRECATED, text);
          case CONFLICT, DUPLICATE_FILE, MODEL_UNAVAILABLE ->
              ApiError.conflict(DetailCode.INVALID_PREREQUISITE, text);
          case TOO_MANY_REQUESTS ->
              ApiError.of(ApiCode.TOO_MANY_REQUESTS, text).retryAfter(RETRY_SECONDS);
          case STORAGE_FULL, STORAGE_UNAVAILABLE, UNAVAILABLE -> away();
          default -> ApiError.invalid(DetailCode.INVALID_PAYLOAD, text);
        };
    return error.inner() == null ? error : error.detail("dictionCode", code.code());
  }

  /** Database or storage cannot be reached, or have no room: they may come back by themselves. */
  private static boolean isAway(Throwable problem) {
    if (StorageUnavailable.isCauseOf(problem) || StorageFull.isCauseOf(problem)) {
      return true;
    }
    for (Throwable one = problem; one != null; one = one.getCause()) {
      if (one instanceof DataAccessResourceFailureException
          || one instanceof CannotCreateTransactionException
          || one instanceof PessimisticLockingFailureException) {
        return true;
      }
    }
    return false;
  }

  /** Logged here and nowhere else, with what the answer names it by. */
  private static ApiError defect(Throwable problem, HttpServletRequest request) {
    UUID reference = Ids.next();
    String path = request.getRequestURI().replaceAll("\\p{Cntrl}", "?");
    LOG.error("{} 500 {} {}", reference, request.getMethod(), path, problem);
    return ApiError.of(
            ApiCode.INTERNAL_SERVER_ERROR,
            "Something went wrong here. Tell the operator the reference %s.".formatted(reference))
        .inner(DetailCode.UNEXPECTED_ERROR)
        .detail("reference", reference.toString());
  }
}
