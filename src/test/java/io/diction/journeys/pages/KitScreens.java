package io.diction.journeys.pages;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which screen of the design kit shows which of {@link PortalPages}. */
public final class KitScreens {
  public static final Path FOLDER = Path.of("templates-design", "screens");

  /** By the name of the page's stop. */
  public static final Map<String, String> OF =
      Map.ofEntries(
          entry("about", "about"),
          entry("account", "account"),
          entry("account-authenticator", "authenticator"),
          entry("account-security", "account-security"),
          entry("account-sessions", "account-sessions"),
          entry("administration", "administration"),
          entry("administration-audit", "administration-audit"),
          entry("administration-base-models", "administration-base-models"),
          entry("administration-job", "administration-job"),
          entry("administration-jobs", "administration-jobs"),
          entry("administration-organization", "administration-organization"),
          entry("administration-system", "administration-system"),
          entry("administration-users", "administration-users"),
          entry("api-operation", "api-operation"),
          entry("api-reference", "api-reference"),
          entry("contribution", "contribution"),
          entry("contributions", "contributions"),
          entry("custom-models", "custom-models"),
          entry("custom-speech", "custom-speech"),
          entry("custom-models-empty", "custom-models-empty"),
          entry("custom-models-filtered", "custom-models-filtered"),
          entry("custom-models-guide", "guide"),
          entry("dataset-agreement", "dataset-agreement"),
          entry("dataset-check", "dataset-check"),
          entry("dataset-clip", "clip"),
          entry("dataset-line", "dataset-line"),
          entry("dataset-mend", "dataset-report"),
          entry("dataset-new", "new-dataset"),
          entry("dataset-recordings", "recordings"),
          entry("dataset-replace", "dataset-replace"),
          entry("dataset-search", "search"),
          entry("dataset-split", "split"),
          entry("dataset-statistics", "statistics"),
          entry("dataset-upload", "dataset-upload"),
          entry("datasets", "model-datasets"),
          entry("guard-sets", "guard-sets"),
          entry("help-errors", "help-errors"),
          entry("home", "home"),
          entry("home-alignment", "home-alignment"),
          entry("model-archive", "archive-model"),
          entry("model-delete", "delete"),
          entry("model-failed", "model-failed"),
          entry("model-not-running", "model-not-running"),
          entry("model-ready-to-run", "model-ready-to-run"),
          entry("model-running", "model-running"),
          entry("model-sharing", "model-sharing"),
          entry("model-sharing-held", "model-sharing-held"),
          entry("model-success", "model"),
          entry("model-usage", "model-usage"),
          entry("new-model", "new-model"),
          entry("new-model-refused", "new-model-refused"),
          entry("not-found", "error-404"),
          entry("notifications", "notifications"),
          entry("organization", "organization"),
          entry("organization-invite", "organization-invite"),
          entry("organization-keys", "organization-keys"),
          entry("organization-plan", "organization-plan"),
          entry("organization-settings", "organization-settings"),
          entry("organization-usage", "organization-usage"),
          entry("own-terms", "own-terms"),
          entry("project-models", "project"),
          entry("project-new", "new-project"),
          entry("project-train", "train-model"),
          entry("reseller", "reseller"),
          entry("reseller-assign", "assign-model"),
          entry("reseller-customer-models", "customer-models"),
          entry("reseller-model", "reseller-model"),
          entry("reseller-models", "reseller-models"),
          entry("reseller-usage", "reseller-usage"),
          entry("sharing-organizations", "manage-organizations"),
          entry("sharing-remove", "remove-access"),
          entry("session", "session"),
          entry("session-aligned", "session-aligned"),
          entry("session-batch", "session-batch"),
          entry("session-history", "session-history"),
          entry("session-passage", "session-passage"),
          entry("session-training", "session-training"),
          entry("sessions", "sessions"),
          entry("sign-in", "sign-in"),
          entry("project-upload", "upload-data"),
          entry("speech-authorization", "new-copy-authorization"),
          entry("speech-authorizations", "copy-authorizations"),
          entry("speech-copied", "copied-model"),
          entry("speech-copy", "copy-model"),
          entry("test", "test"),
          entry("test-new", "new-test"),
          entry("test-utterance", "utterance"),
          entry("test-utterances", "utterances"),
          entry("tests", "model-tests"),
          entry("train", "train"),
          entry("training", "training"),
          entry("user-deactivate", "organization-question"),
          entry("import-arrived", "import-arrived"),
          entry("import-model", "import-model"),
          entry("version", "version"),
          entry("versions", "model-versions"),
          entry("vocabulary", "model-vocabulary"),
          entry("welcome", "welcome"));

  /** Screens of states that pass, or that no link leads to. */
  public static final Set<String> STATES =
      Set.of(
          "custom-models-loading",
          "error-400",
          "error-403",
          "error-405",
          "error-409",
          "error-500",
          "error-503",
          "error-form-expired",
          "model-activity",
          "notices",
          "recovery-codes",
          "session-failed",
          "session-running",
          "set-up",
          "sign-in-code",
          "train-refused");

  private KitScreens() {}

  /** What a page has and its screen lacks; nothing where it has no screen. */
  public static List<String> missing(String stop, String html) throws IOException {
    String screen = OF.get(stop);
    return screen == null
        ? List.of()
        : Outline.of(html)
            .missingIn(Outline.of(Files.readString(FOLDER.resolve(screen + ".html"))))
            .stream()
            .map(found -> "not in the kit’s " + screen + ": " + found)
            .toList();
  }
}
