package io.diction.customspeech;

import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The pages of a project, each of one kind of its members. */
enum SpeechTab {
  DATASETS(MemberKind.DATASET, "cloud-upload"),
  MODELS(MemberKind.MODEL, "soundwave"),
  TESTS(MemberKind.EVALUATION, "list-check"),
  ENDPOINTS(MemberKind.ENDPOINT, "mic");

  static final List<SpeechTab> ALL = List.of(values());

  private final MemberKind kind;
  private final String icon;

  SpeechTab(MemberKind kind, String icon) {
    this.kind = kind;
    this.icon = icon;
  }

  MemberKind kind() {
    return kind;
  }

  /** Of the place where there is nothing yet. */
  public String icon() {
    return icon;
  }

  /** As in addresses and message keys. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it is, for a project. */
  public String path(ProjectId project) {
    return "/custom-speech/projects/" + project + "/" + key();
  }

  /** The one that an address names. */
  static SpeechTab of(String key) {
    return Stream.of(values())
        .filter(tab -> tab.key().equals(key))
        .findFirst()
        .orElseThrow(NotFound::new);
  }
}
