package io.diction.customspeech;

import io.diction.project.Project;
import io.diction.project.ProjectText;
import io.diction.web.Refusal;
import io.diction.web.TextLine;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * A project as typed; what is missing is empty.
 *
 * @param locale of a new one; it never changes
 */
record ProjectForm(String name, String description, String locale) {
  static final ProjectForm BLANK = new ProjectForm("", "", "");

  ProjectForm(@Nullable String name, @Nullable String description, @Nullable String locale) {
    this.name = name == null ? "" : TextLine.of(name);
    this.description = description == null ? "" : description.strip();
    this.locale = locale == null ? "" : locale;
  }

  static ProjectForm of(Project project) {
    return new ProjectForm(project.name(), project.description(), project.locale());
  }

  ProjectText text() {
    return new ProjectText(name, description.isEmpty() ? null : description);
  }

  void check(Errors errors) {
    check("name", () -> new ProjectText(readable(name), null), errors);
    check("description", () -> new ProjectText("x", readable(description)), errors);
  }

  private static String readable(String text) {
    TextLine.require(text, Integer.MAX_VALUE, "");
    return text;
  }

  private static void check(String field, Runnable reading, Errors errors) {
    Refusal.of(reading)
        .ifPresent(
            refusal -> errors.rejectValue(field, refusal.messageKey(), refusal.arguments(), null));
  }
}
