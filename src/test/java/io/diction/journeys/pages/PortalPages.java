package io.diction.journeys.pages;

import static io.diction.journeys.pages.PortalPages.Visitor.ADMIN;
import static io.diction.journeys.pages.PortalPages.Visitor.GERMAN;
import static io.diction.journeys.pages.PortalPages.Visitor.NOBODY;
import static io.diction.journeys.pages.PortalPages.Visitor.RESELLER;
import static io.diction.journeys.pages.PortalPages.Visitor.SYSOP;
import static io.diction.journeys.pages.PortalPages.Visitor.USER;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every page of the portal, in the states worth seeing. A new page or state is one line here: the
 * name of its screenshots, who sees it and its path, in which {@code {…}} stands for something that
 * {@link PortalStates} prepared.
 */
public final class PortalPages {
  private PortalPages() {}

  /** The example users, by what they may do. */
  public enum Visitor {
    NOBODY("", "en-US"),
    USER("user@lakeside.example", "en-US"),
    ADMIN("admin@lakeside.example", "en-US"),
    GERMAN("admin@lakeside.example", "de-DE"),
    RESELLER("reseller@northwind.example", "en-US"),
    SYSOP("sysop@operations.example", "en-US");

    private final String email;
    private final String browserLanguage;

    Visitor(String email, String browserLanguage) {
      this.email = email;
      this.browserLanguage = browserLanguage;
    }

    public String email() {
      return email;
    }

    public String browserLanguage() {
      return browserLanguage;
    }
  }

  /**
   * @param opened a selector of what is pressed once the page is there: a menu, a dialog
   * @param sent a selector of the form that is emptied and sent once the page is there
   */
  public record Stop(
      String name,
      Visitor visitor,
      String path,
      int status,
      @Nullable String opened,
      @Nullable String sent) {
    Stop opening(String selector) {
      return new Stop(name, visitor, path, status, selector, sent);
    }

    Stop sending(String selector) {
      return new Stop(name, visitor, path, status, opened, selector);
    }

    Stop answering(int code) {
      return new Stop(name, visitor, path, code, opened, sent);
    }
  }

  /**
   * Routes without a line of their own: what errors look like is seen where they happen, and these
   * questions look as the others do.
   */
  public static final Set<String> SEEN_ELSEWHERE =
      Set.of(
          "/error",
          "/administration/jobs/{id}/{deed:cancel|retry}",
          "/custom-models/{id}/datasets/{dataset}/agreement/status",
          "/guard-sets/{set}/delete",
          "/custom-models/{id}/datasets/{dataset}/agreement/{number}/line",
          "/organization/invitations/{id}/link",
          "/organization/invitations/{id}/revoke",
          "/organization/keys/{id}/revoke");

  public static List<Stop> all() {
    return List.of(
        page("sign-in", NOBODY, "/sign-in"),
        page("sign-in-signed-out", NOBODY, "/sign-in?signed-out"),
        page("sign-in-ended", NOBODY, "/sign-in?ended"),
        page("set-up-over", NOBODY, "/set-up").answering(404),
        page("about-signed-out", NOBODY, "/about"),
        page("second-step-not-begun", NOBODY, "/sign-in/code"),
        page("welcome-gone", NOBODY, "/welcome/nothing").answering(404),
        page("account-security", USER, "/account/security"),
        page("account-sessions", USER, "/account/sessions"),
        page("account-authenticator", USER, "/account/authenticator"),
        page("account-password-first", USER, "/account/password-first"),
        page("welcome", NOBODY, "/welcome/{welcome}"),
        page("account-authenticator-off", USER, "/account/authenticator/off"),
        page("account-recovery-codes", USER, "/account/recovery-codes"),
        page("account-passkey-step-off", USER, "/account/passkeys/step/off"),
        page("account-passkey-remove", USER, "/account/passkeys/remove?id=AAAA"),
        page("model-usage", ADMIN, "/custom-models/{trained}/usage"),
        page("organization-key-new", ADMIN, "/organization/keys/new"),
        page("user-role", ADMIN, "/organization/users/{user}/role"),
        page("user-deactivate", ADMIN, "/organization/users/{user}/deactivate"),
        page("user-reset-password", ADMIN, "/organization/users/{user}/reset-password"),
        page("user-sign-out", ADMIN, "/organization/users/{user}/sign-out"),
        page("administration-organization", SYSOP, "/administration/organizations/{organization}"),
        page(
            "administration-suspend",
            SYSOP,
            "/administration/organizations/{organization}/suspend"),
        page(
            "administration-invite",
            SYSOP,
            "/administration/organizations/{organization}/invitations/new"),
        page("administration-new-organization", SYSOP, "/administration/organizations/new"),
        page("administration-base-model", SYSOP, "/administration/base-models/{baseModel}"),
        page("reseller-new-organization", RESELLER, "/reseller/customers/new"),
        page("reseller-customer", RESELLER, "/reseller/customers/{organization}"),
        page("home", USER, "/"),
        page("home-alignment", USER, "/?mode=alignment"),
        page("home-navigation", USER, "/").opening(".avatar"),
        page("sessions", USER, "/sessions"),
        page("session", USER, "/sessions/{session}"),
        page("session-aligned", USER, "/sessions/{aligned}"),
        page("session-passage", USER, "/sessions/{session}/passages/1"),
        page("session-history", USER, "/sessions/{session}/history"),
        page("session-training", USER, "/sessions/{session}/training"),
        page("session-batch", USER, "/sessions/batches/{batch}"),
        page("sessions-found", USER, "/sessions?text=green+hill"),
        page("session-delete", USER, "/sessions/{session}/delete"),
        page("custom-models", ADMIN, "/custom-models"),
        page("custom-models-filters", ADMIN, "/custom-models").opening("[popovertarget=filters]"),
        page("custom-models-filtered", ADMIN, "/custom-models?name=a&status=success&sort=name"),
        page("custom-models-no-match", ADMIN, "/custom-models?name=nothing+is+called+so"),
        page("custom-models-empty", SYSOP, "/custom-models"),
        page("custom-models-guide", ADMIN, "/custom-models/guide"),
        page("custom-models-guide-open", ADMIN, "/custom-models").opening("#getting-started"),
        page("custom-models-help", ADMIN, "/help/custom-models"),
        page("help-use", ADMIN, "/help/use"),
        page("help-errors", ADMIN, "/help/errors?words=cue"),
        page("new-model", ADMIN, "/custom-models/new"),
        page("new-model-open", ADMIN, "/custom-models").opening("#new-custom-model"),
        page("model-not-running", ADMIN, "/custom-models/{notRunning}"),
        page("model-ready-to-run", ADMIN, "/custom-models/{ready}"),
        page("model-queued", ADMIN, "/custom-models/{queued}"),
        page("model-running", ADMIN, "/custom-models/{running}"),
        page("model-success", ADMIN, "/custom-models/{trained}"),
        page("model-failed", ADMIN, "/custom-models/{failed}"),
        page("model-shared", ADMIN, "/custom-models/{shared}"),
        page("model-delete", ADMIN, "/custom-models/{trained}/delete"),
        page("model-delete-refused", USER, "/custom-models/{trained}/delete").answering(403),
        page("model-of-others", RESELLER, "/custom-models/{trained}").answering(404),
        page("datasets", ADMIN, "/custom-models/{fed}/datasets"),
        page("datasets-empty", ADMIN, "/custom-models/{notRunning}/datasets"),
        page("dataset-new", ADMIN, "/custom-models/{fed}/datasets/new"),
        page("dataset-upload", ADMIN, "/custom-models/{fed}/datasets/upload"),
        page("dataset-upload-folder", ADMIN, "/custom-models/{fed}/datasets/upload?method=folder"),
        page("dataset-report", ADMIN, "/custom-models/{fed}/datasets/{dataset}"),
        page("dataset-mend", ADMIN, "/custom-models/{mended}/datasets/{mendable}"),
        page("dataset-mend-unfolded", ADMIN, "/custom-models/{mended}/datasets/{mendable}")
            .opening("tbody summary >> nth=0"),
        page("dataset-left-out", ADMIN, "/custom-models/{mended}/datasets/{mendable}?severity=out"),
        page(
            "dataset-line",
            ADMIN,
            "/custom-models/{mended}/datasets/{mendable}/line?file=call.txt&line=2"),
        page(
            "dataset-replace",
            ADMIN,
            "/custom-models/{mended}/datasets/{mendable}/replace?file=call.wav"),
        page("dataset-agreement", ADMIN, "/custom-models/{mended}/datasets/{mendable}/agreement"),
        page("dataset-words", ADMIN, "/custom-models/{mended}/datasets/{mendable}/words"),
        page("dataset-recordings", ADMIN, "/custom-models/{mended}/datasets/{mendable}/recordings"),
        page("dataset-clip", ADMIN, "/custom-models/{mended}/datasets/{mendable}/recordings/1"),
        page("dataset-split", ADMIN, "/custom-models/{mended}/datasets/{mendable}/split"),
        page("dataset-statistics", ADMIN, "/custom-models/{mended}/datasets/{mendable}/statistics"),
        page("dataset-search", ADMIN, "/custom-models/{mended}/datasets/search?words=patient"),
        page("dataset-check", ADMIN, "/custom-models/{mended}/datasets/check/{check}"),
        page("dataset-delete", ADMIN, "/custom-models/{fed}/datasets/{dataset}/delete"),
        page("vocabulary", ADMIN, "/custom-models/{ready}/vocabulary"),
        page("term-change", ADMIN, "/custom-models/{ready}/vocabulary/{term}"),
        page("term-delete", ADMIN, "/custom-models/{ready}/vocabulary/{term}/delete"),
        page("training", ADMIN, "/custom-models/{trained}/training"),
        page("training-running", ADMIN, "/custom-models/{running}/training"),
        page("training-cancel", ADMIN, "/custom-models/{running}/training/cancel"),
        page("train", ADMIN, "/custom-models/{fed}/train"),
        page("import-model", ADMIN, "/custom-models/import"),
        page("import-arrived", ADMIN, "/custom-models/import/{arrived}"),
        page("versions", ADMIN, "/custom-models/{waiting}/versions"),
        page("version-accept", ADMIN, "/custom-models/{waiting}/versions/{version}/accept"),
        page("model-sharing", RESELLER, "/custom-models/{lent}/sharing"),
        page("model-sharing-held", ADMIN, "/custom-models/{lent}/sharing"),
        page("sharing-accept", ADMIN, "/custom-models/{lent}/sharing/accept?version={newer}"),
        page("sharing-follow", ADMIN, "/custom-models/{lent}/sharing/follow"),
        page("own-terms", ADMIN, "/custom-models/{lent}/own-terms"),
        page("sharing-organizations", RESELLER, "/custom-models/{lent}/sharing/organizations"),
        page("sharing-remove", RESELLER, "/custom-models/{lent}/sharing/{organization}/remove"),
        page("contributions", ADMIN, "/custom-models/{lent}/contributions"),
        page("contribution", RESELLER, "/custom-models/{lent}/contributions/{offered}"),
        page("model-archive", RESELLER, "/custom-models/{lent}/archive"),
        page("reseller-models", RESELLER, "/reseller/models"),
        page("reseller-model", RESELLER, "/reseller/models/{lent}"),
        page("reseller-model-new", RESELLER, "/reseller/models/new"),
        page("reseller-usage", RESELLER, "/reseller/usage"),
        page("organization-usage", ADMIN, "/organization/usage"),
        page("organization-usage-empty", SYSOP, "/organization/usage"),
        page("administration-usage", SYSOP, "/administration/usage"),
        page("reseller-customer-models", RESELLER, "/reseller/customers/{organization}/models"),
        page("reseller-assign", RESELLER, "/reseller/customers/{organization}/models/assign"),
        page("notifications", ADMIN, "/notifications"),
        page("version", ADMIN, "/custom-models/{waiting}/versions/{version}"),
        page("guard-sets", ADMIN, "/guard-sets"),
        page("custom-speech", ADMIN, "/custom-speech"),
        page("custom-speech-empty", SYSOP, "/custom-speech"),
        page("project-new", ADMIN, "/custom-speech/new"),
        page("project-new-refused", ADMIN, "/custom-speech/new").sending("#project-form"),
        page("project", USER, "/custom-speech/projects/{project}"),
        page("project-models", ADMIN, "/custom-speech/projects/{project}/models"),
        page("project-tests", ADMIN, "/custom-speech/projects/{project}/tests"),
        page("project-endpoints", ADMIN, "/custom-speech/projects/{project}/endpoints"),
        page("project-edit", ADMIN, "/custom-speech/projects/{project}/edit"),
        page("project-delete", ADMIN, "/custom-speech/projects/{project}/delete"),
        page("project-connect", ADMIN, "/custom-speech/projects/{project}/models/connect"),
        page("project-upload", USER, "/custom-speech/projects/{project}/upload"),
        page("project-train", ADMIN, "/custom-speech/projects/{project}/train"),
        page("speech-place", ADMIN, "/custom-speech/connect/models/{speechModel}"),
        page("speech-copy", ADMIN, "/custom-speech/models/{speechModel}/copy"),
        page("speech-authorizations", ADMIN, "/custom-speech/authorizations"),
        page("speech-authorizations-empty", SYSOP, "/custom-speech/authorizations"),
        page("speech-authorization", ADMIN, "/custom-speech/authorizations/new"),
        page(
            "speech-authorization-revoke",
            ADMIN,
            "/custom-speech/authorizations/{authorization}/revoke"),
        page("speech-copied", ADMIN, "/custom-speech/copies/{copy}"),
        page("german-project", GERMAN, "/custom-speech/projects/{project}/models"),
        page("api-reference", ADMIN, "/help/api"),
        page("api-operation", ADMIN, "/help/api/Projects_Create"),
        page("tests", ADMIN, "/custom-models/{trained}/tests"),
        page("tests-empty", ADMIN, "/custom-models/{notRunning}/tests"),
        page("test-new", ADMIN, "/custom-models/{trained}/tests/new"),
        page("test", ADMIN, "/custom-models/{trained}/tests/{test}"),
        page("test-delete", ADMIN, "/custom-models/{trained}/tests/{test}/delete"),
        page("test-utterances", ADMIN, "/custom-models/{trained}/tests/{test}/utterances"),
        page("test-utterance", ADMIN, "/custom-models/{trained}/tests/{test}/utterances/2"),
        page("test-comment-refused", ADMIN, "/custom-models/{trained}/tests/{test}/utterances/2")
            .sending("#comments form"),
        page("german-test", GERMAN, "/custom-models/{trained}/tests/{test}"),
        page("signed-in-again", USER, "/signed-in/again"),
        page("account", USER, "/account"),
        page("organization", ADMIN, "/organization"),
        page("organization-plan", ADMIN, "/organization/plan"),
        page("organization-keys", ADMIN, "/organization/keys"),
        page("organization-settings", ADMIN, "/organization/settings"),
        page("organization-invite", ADMIN, "/organization/invitations/new"),
        page("reseller", RESELLER, "/reseller"),
        page("administration", SYSOP, "/administration"),
        page("administration-organizations", SYSOP, "/administration/organizations"),
        page("administration-users", SYSOP, "/administration/users"),
        page("administration-base-models", SYSOP, "/administration/base-models"),
        page("administration-jobs", SYSOP, "/administration/jobs"),
        page("administration-job", SYSOP, "/administration/jobs/{job}"),
        page("administration-audit", SYSOP, "/administration/audit"),
        page("administration-system", SYSOP, "/administration/system"),
        page("about", SYSOP, "/about"),
        page("not-found", USER, "/nothing-here").answering(404),
        page("account-name-refused", USER, "/account").sending("#profile-form"),
        page("account-password-refused", USER, "/account/security").sending("#password-form"),
        page("authenticator-refused", USER, "/account/authenticator").sending("#app-form"),
        page("new-model-refused", ADMIN, "/custom-models/new").sending("#create-custom-model-form"),
        page("model-name-refused", ADMIN, "/custom-models/{ready}").sending("#model-name-form"),
        page("term-refused", ADMIN, "/custom-models/{ready}/vocabulary")
            .sending("form[action$='/vocabulary']"),
        page("organization-invite-refused", ADMIN, "/organization/invitations/new")
            .sending("#invite-form"),
        page("organization-key-refused", ADMIN, "/organization/keys/new").sending("#key-form"),
        page("organization-settings-refused", ADMIN, "/organization/settings")
            .sending("#settings-form"),
        page("administration-new-organization-refused", SYSOP, "/administration/organizations/new")
            .sending("#organization-form"),
        page("german-home", GERMAN, "/"),
        page("german-custom-models", GERMAN, "/custom-models"),
        page("german-new-model-refused", GERMAN, "/custom-models/new")
            .sending("#create-custom-model-form"),
        page("german-model", GERMAN, "/custom-models/{running}"),
        page("german-training", GERMAN, "/custom-models/{trained}/training"),
        page("german-organization-plan", GERMAN, "/organization/plan"),
        page("german-account-security", GERMAN, "/account/security"));
  }

  private static Stop page(String name, Visitor visitor, String path) {
    return new Stop(name, visitor, path, 200, null, null);
  }
}
