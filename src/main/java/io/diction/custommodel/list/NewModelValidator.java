package io.diction.custommodel.list;

import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.web.Refusal;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/** Says at the form's fields what the service would refuse. */
class NewModelValidator implements Validator {
  @Override
  public boolean supports(Class<?> type) {
    return type == NewModelForm.class;
  }

  @Override
  public void validate(Object target, Errors errors) {
    NewModelForm form = (NewModelForm) target;
    check("name", () -> new ModelName(form.name()), errors);
    check("description", () -> new ModelSettings(form.description(), "", false), errors);
    check("otherDomain", () -> new ModelSettings("", form.otherDomain(), false), errors);
    if (form.locale().isBlank()) {
      errors.rejectValue("locale", "custommodel.language.required");
    }
  }

  private static void check(String field, Runnable reading, Errors errors) {
    Refusal.of(reading)
        .ifPresent(
            refusal -> errors.rejectValue(field, refusal.messageKey(), refusal.arguments(), null));
  }
}
