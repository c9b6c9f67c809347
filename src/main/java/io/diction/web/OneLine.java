package io.diction.web;

import io.diction.web.Refusal.Invalid;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A name that others read on one line, in lists and in mail: without line breaks, and without what
 * {@link TextLine} refuses.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OneLine.Rule.class)
public @interface OneLine {
  String message() default "{web.field.one-line}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Nothing is fine: whether there has to be a name is another rule's matter. */
  final class Rule implements ConstraintValidator<OneLine, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      try {
        TextLine.require(text, Integer.MAX_VALUE, "");
      } catch (Invalid unreadable) {
        return false;
      }
      return text.indexOf('\n') < 0;
    }
  }
}
