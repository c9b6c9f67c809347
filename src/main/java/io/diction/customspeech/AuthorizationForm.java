package io.diction.customspeech;

import org.jspecify.annotations.Nullable;

/**
 * Who may copy a model into the own organization, as typed; what is missing is empty.
 *
 * @param source the other organization, as it names itself
 * @param project id of one of the own organization, or empty for none
 */
record AuthorizationForm(String source, String project) {
  static final AuthorizationForm BLANK = new AuthorizationForm("", "");

  AuthorizationForm(@Nullable String source, @Nullable String project) {
    this.source = source == null ? "" : source.strip();
    this.project = project == null ? "" : project;
  }
}
