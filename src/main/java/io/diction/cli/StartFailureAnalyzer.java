package io.diction.cli;

import io.diction.StartRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence why the portal did not start, where its operator can do something. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String sentence = sentence(cause);
      if (sentence != null) {
        return new FailureAnalysis(sentence, null, failure);
      }
    }
    return null;
  }

  private static @Nullable String sentence(Throwable cause) {
    if (cause instanceof StartRefused refused) {
      return refused.getMessage();
    }
    if (cause instanceof PortInUseException port) {
      return "port %d is in use by another program; stop it, or choose another with --server.port=PORT"
          .formatted(port.getPort());
    }
    if (cause instanceof BindValidationException invalid) {
      ObjectError error = invalid.getValidationErrors().getAllErrors().get(0);
      return error instanceof FieldError field
          ? "the setting %s.%s cannot be '%s': it %s"
              .formatted(
                  invalid.getValidationErrors().getName(),
                  field.getField(),
                  field.getRejectedValue(),
                  field.getDefaultMessage())
          : "the settings %s are wrong: %s"
              .formatted(invalid.getValidationErrors().getName(), error.getDefaultMessage());
    }
    // A failed validation is the cause of a BindException: look further there.
    if (cause instanceof BindException wrong
        && !(wrong.getCause() instanceof BindValidationException)) {
      return wrong.getProperty() == null
          ? "the settings %s are wrong".formatted(wrong.getName())
          : "the setting %s cannot be '%s': it must be %s"
              .formatted(
                  wrong.getProperty().getName(),
                  wrong.getProperty().getValue(),
                  kind(wrong.getTarget().getType().resolve(Object.class)));
    }
    if (cause instanceof SQLException database && isConnection(database)) {
      return "the database does not let us in: %s"
          .formatted(database.getMessage().lines().findFirst().orElse("no reason given"));
    }
    return null;
  }

  private static String kind(Class<?> type) {
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed == Integer.class || boxed == Long.class) {
      return "a whole number";
    }
    if (boxed == Boolean.class) {
      return "true or false";
    }
    if (boxed == Duration.class) {
      return "a duration such as 30s, 15m or 12h";
    }
    if (boxed == DataSize.class) {
      return "a size such as 100MB";
    }
    return boxed.isEnum()
        ? "one of " + Arrays.toString(boxed.getEnumConstants())
        : "a valid " + boxed.getSimpleName();
  }

  /** Class 08: no connection; class 28: not authorized; 3D: no such database (SQL standard). */
  private static boolean isConnection(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"));
  }
}
