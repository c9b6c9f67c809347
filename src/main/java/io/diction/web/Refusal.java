package io.diction.web;

import java.util.Optional;

/**
 * A request that is understood and declined. Pages, toasts and API answers show its code, a
 * sentence and what to do; nothing is logged as a defect.
 */
public abstract sealed class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final String messageKey;
  private final transient Object[] arguments;

  private Refusal(ErrorCode code, String messageKey, Object... arguments) {
    // A refusal is an answer, not a defect: its stack trace would cost more than the answer.
    super(code.code() + " " + messageKey, null, false, false);
    this.code = code;
    this.messageKey = messageKey;
    this.arguments = arguments.clone();
  }

  /** Why an action was refused, for a form that says so where it was filled in. */
  public static Optional<Refusal> of(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (Invalid | WrongState | LimitReached refusal) {
      return Optional.of(refusal);
    }
  }

  public ErrorCode code() {
    return code;
  }

  /** The sentence to show; the code's own unless the refusal has a better one. */
  public String messageKey() {
    return messageKey;
  }

  public Object[] arguments() {
    return arguments == null ? new Object[0] : arguments.clone();
  }

  /** It does not exist, or not for this organization, which must look the same. */
  public static final class NotFound extends Refusal {
    public NotFound() {
      super(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.messageKey());
    }
  }

  /** The user sees the object but lacks the right to do this with it. */
  public static final class NotAllowed extends Refusal {
    public NotAllowed() {
      super(ErrorCode.NOT_ALLOWED, ErrorCode.NOT_ALLOWED.messageKey());
    }

    public NotAllowed(String messageKey, Object... arguments) {
      super(ErrorCode.NOT_ALLOWED, messageKey, arguments);
    }
  }

  /** The object's state forbids it now. */
  public static final class WrongState extends Refusal {
    public WrongState(ErrorCode code, Object... arguments) {
      super(code, code.messageKey(), arguments);
    }

    public WrongState(String messageKey, Object... arguments) {
      super(ErrorCode.CONFLICT, messageKey, arguments);
    }
  }

  /** A plan, credit or size limit stands in the way. */
  public static final class LimitReached extends Refusal {
    public LimitReached(ErrorCode code, Object... arguments) {
      super(code, code.messageKey(), arguments);
    }

    public LimitReached(String messageKey, Object... arguments) {
      super(ErrorCode.LIMIT_REACHED, messageKey, arguments);
    }

    private LimitReached(ErrorCode code, String messageKey, Object... arguments) {
      super(code, messageKey, arguments);
    }

    /** More files than this many at once. */
    public static LimitReached files(long most) {
      return new LimitReached(ErrorCode.TOO_MANY_FILES, "error.too_many_files.most", most);
    }
  }

  /** What was sent breaks a rule that the form could not check. */
  public static final class Invalid extends Refusal {
    public Invalid(ErrorCode code, Object... arguments) {
      super(code, code.messageKey(), arguments);
    }

    public Invalid(String messageKey, Object... arguments) {
      super(ErrorCode.VALIDATION_FAILED, messageKey, arguments);
    }

    private Invalid(ErrorCode code, String messageKey, Object[] arguments) {
      super(code, messageKey, arguments);
    }

    /** A code's refusal with a better sentence than the code's own. */
    public static Invalid of(ErrorCode code, String messageKey, Object... arguments) {
      return new Invalid(code, messageKey, arguments);
    }
  }
}
