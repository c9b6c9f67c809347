package io.diction.project;

import io.diction.web.Refusal.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * What people call a project and write about it.
 *
 * @param name 1 to 256 characters, which other projects may have too
 * @param description at most 4,096 characters
 */
public record ProjectText(String name, @Nullable String description) {
  public static final int LONGEST_NAME = 256;
  public static final int LONGEST_DESCRIPTION = 4096;

  public ProjectText {
    if (name.isBlank() || isLonger(name, LONGEST_NAME)) {
      throw new Invalid("project.name.length", LONGEST_NAME);
    }
    if (description != null && isLonger(description, LONGEST_DESCRIPTION)) {
      throw new Invalid("project.description.length", LONGEST_DESCRIPTION);
    }
  }

  private static boolean isLonger(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }
}
