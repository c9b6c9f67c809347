package io.diction.customspeech;

import org.jspecify.annotations.Nullable;

/**
 * Where a copy is to go, as typed; what is missing is empty.
 *
 * @param organization {@code own}, {@code key} or {@code authorization}
 * @param key of the other organization
 * @param authorization as the other organization got it from the API
 * @param name of the copy
 * @param project id of one of the own organization, {@code new}, or empty for none
 * @param projectName of a new project, here or in the organization of the key
 */
record CopyForm(
    String organization,
    String key,
    String authorization,
    String name,
    String project,
    String projectName) {
  static final String OWN = "own";
  static final String KEY = "key";
  static final String AUTHORIZATION = "authorization";
  static final String NEW = "new";

  CopyForm(
      @Nullable String organization,
      @Nullable String key,
      @Nullable String authorization,
      @Nullable String name,
      @Nullable String project,
      @Nullable String projectName) {
    this.organization = organization == null ? OWN : organization;
    this.key = key == null ? "" : key.strip();
    this.authorization = authorization == null ? "" : authorization.strip();
    this.name = name == null ? "" : name.strip();
    this.project = project == null ? "" : project;
    this.projectName = projectName == null ? "" : projectName.strip();
  }

  static CopyForm blank(String name, String project) {
    return new CopyForm(OWN, null, null, name, project, null);
  }
}
