package io.diction.account.signin;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A new password: long enough to resist guessing, and no longer than bcrypt looks at. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Password.Rule.class)
public @interface Password {
  String message() default "{account.password.refused}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** At least 12 characters, at most 72 bytes. */
  final class Rule implements ConstraintValidator<Password, String> {
    @Override
    public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
      return password != null
          && password.codePointCount(0, password.length()) >= 12
          && password.getBytes(StandardCharsets.UTF_8).length <= 72;
    }
  }
}
