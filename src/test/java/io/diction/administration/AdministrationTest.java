package io.diction.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobHandler;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.organization.member.Members;
import io.diction.organization.member.Users;
import io.diction.organization.plan.Credits;
import io.diction.testing.PortalTest;
import io.diction.web.Notice;
import io.diction.web.Refusal;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import(OrganizationFixtures.class)
class AdministrationTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Organizations organizations;
  @Autowired private Users users;
  @Autowired private Members members;
  @Autowired private Invitations invitations;
  @Autowired private ApiKeys keys;
  @Autowired private Credits credits;
  @Autowired private Notice notice;
  @Autowired private JdbcClient jdbc;
  @Autowired private List<JobHandler> handlers;
  @Autowired private MessageSource messages;

  @AfterEach
  void tellNothing() {
    notice.change(Notice.Message.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/administration",
        "/administration/organizations",
        "/administration/organizations/new",
        "/administration/users",
        "/administration/base-models",
        "/administration/jobs",
        "/administration/audit",
        "/administration/system"
      })
  void opensToASysopAlone(String page) {
    assertThat(open(page, fixtures.user(Role.SYSOP))).hasStatusOk();
    assertThat(open(page, fixtures.user(Role.RESELLER))).hasStatus(403);
  }

  @Test
  void namesEveryKindOfJob() {
    assertThat(handlers)
        .extracting(JobHandler::kind)
        .allSatisfy(
            kind ->
                assertThat(
                        messages.getMessage(
                            "administration.job.kind." + kind, null, "", Locale.ENGLISH))
                    .isNotEmpty());
  }

  @Test
  void showsTheUsersOfTheOwnOrganizationAlone() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    fixtures.user(Role.USER);

    assertThat(page(open("/organization", admin)).select("#members tbody th").eachText())
        .containsExactlyInAnyOrder(admin.displayName(), user.displayName());
    assertThat(
            page(open("/organization?user=" + user.displayName(), admin))
                .select("#members tbody th")
                .eachText())
        .containsExactly(user.displayName());
  }

  @Test
  void showsAResellersOwnCustomersAlone() {
    SignedIn reseller = fixtures.user(Role.RESELLER);
    OrganizationId customer = fixtures.organization(reseller.organization(), Limits.NONE);
    fixtures.organization(fixtures.organization(), Limits.NONE);

    assertThat(page(open("/reseller", reseller)).select("tbody th").eachText())
        .containsExactly("Organization " + customer);
  }

  @Test
  void makesAResellersCustomerWithALinkForItsFirstAdministrator() {
    SignedIn reseller = fixtures.user(Role.RESELLER);

    MvcTestResult made =
        post(
            "/reseller/customers",
            reseller,
            "name=Harbour Clinic",
            "reseller=true",
            "displayName=Ada",
            "email=ada-" + reseller.user() + "@clinic.example");

    assertThat(made).hasStatusOk();
    String link = page(made).select("#revealed").text();
    String token = link.substring(link.lastIndexOf('/') + 1);
    assertThat(invitations.findOpen(token).orElseThrow().role()).isEqualTo(Role.ORGADMIN);
    assertThat(page(open("/reseller", reseller)).select("tbody th").eachText())
        .containsExactly("Harbour Clinic");
    assertThat(organizations.findByName("Harbour Clinic").map(organizations::get))
        .hasValueSatisfying(customer -> assertThat(customer.reseller()).isFalse());
  }

  @Test
  void givesAResellerAnotherLinkForTheCustomerItInvited() {
    SignedIn reseller = fixtures.user(Role.RESELLER);
    String email = "ada-" + reseller.user() + "@clinic.example";
    MvcTestResult made =
        post("/reseller/customers", reseller, "name=Clinic", "displayName=Ada", "email=" + email);
    String path = page(made).select(".dialog-foot a").attr("href");
    String first = page(made).select("#revealed").text();

    Document customer = page(open(path, reseller));
    String again = customer.select("a[href$=/link]").attr("href");
    MvcTestResult renewed = post(again, reseller);

    assertThat(customer.select("h1").text()).isEqualTo("Clinic");
    assertThat(renewed).hasStatusOk();
    String second = page(renewed).select("#revealed").text();
    assertThat(invitations.findOpen(first.substring(first.lastIndexOf('/') + 1))).isEmpty();
    assertThat(invitations.findOpen(second.substring(second.lastIndexOf('/') + 1)))
        .hasValueSatisfying(open -> assertThat(open.email()).isEqualTo(email));
    assertThat(post(again, reseller)).as("it ended").hasStatus(404);
  }

  @Test
  void hidesFromAResellerWhomItsCustomerInvites() {
    SignedIn reseller = fixtures.user(Role.RESELLER);
    OrganizationId customer = fixtures.organization(reseller.organization(), Limits.NONE);
    SignedIn admin = fixtures.user(customer, Role.ORGADMIN);
    String email = "own-" + admin.user() + "@clinic.example";
    invitations.invite(admin, customer, new InviteForm(email, "Own", Role.USER));

    assertThat(text(open("/reseller/customers/" + customer, reseller))).doesNotContain(email);
    assertThat(open("/reseller/customers/" + customer, fixtures.user(Role.RESELLER)))
        .hasStatus(404);
  }

  @Test
  void showsANewKeyOnceAndItsLastCharactersLater() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);

    String key =
        page(post("/organization/keys", admin, "name=Import", "role=USER", "days="))
            .select("#revealed")
            .text();

    assertThat(keys.verify(key)).isPresent();
    assertThat(page(open("/organization/keys", admin)).text())
        .contains("Import", "…" + key.substring(key.length() - 4))
        .doesNotContain(key);
  }

  @Test
  void saysAtTheFieldWhatIsWrong() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);

    MvcTestResult refused =
        post(
            "/organization/invitations",
            admin,
            "email=" + OrganizationFixtures.email(admin.user()),
            "displayName=Ada",
            "role=USER");

    assertThat(refused).hasStatus(422);
    assertThat(page(refused).select("#email-error").text()).contains("belongs to a user");
    assertThat(page(refused).select("#displayName").val()).isEqualTo("Ada");
  }

  @Test
  void doesNotTellWhoUsesDictionElsewhere() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    String taken = OrganizationFixtures.email(fixtures.user(Role.USER).user());

    MvcTestResult made =
        post("/organization/invitations", admin, "email=" + taken, "displayName=A", "role=USER");

    assertThat(page(made).select("#revealed").text()).contains("/welcome/");
    assertThat(page(open("/organization", admin)).select(".item").text()).contains(taken);
    String link = page(made).select("#revealed").text();
    String token = link.substring(link.lastIndexOf('/') + 1);
    assertThatThrownBy(() -> invitations.redeem(token, "hash"))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(invitations.findOpen(token).orElseThrow().taken()).isTrue();
  }

  @Test
  void letsASysopInviteIntoAnyOrganization() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    OrganizationId organization = fixtures.organization();
    String path = "/administration/organizations/" + organization;
    String email = "new-" + sysop.user() + "@clinic.example";

    assertThat(page(open(path + "/invitations/new", sysop)).select("#invite-form").attr("action"))
        .isEqualTo(path + "/invitations");
    MvcTestResult made =
        post(path + "/invitations", sysop, "email=" + email, "displayName=A", "role=ORGADMIN");

    assertThat(page(made).select("#revealed").text()).contains("/welcome/");
    assertThat(page(open(path, sysop)).select(".item").text()).contains(email);
    assertThat(page(open("/organization", sysop)).text()).doesNotContain(email);
  }

  @Test
  void takesALostSecondFactorAwayAndSaysSoInTheUsersOrganization() {
    SignedIn user = fixtures.user(Role.USER);
    SignedIn admin = fixtures.user(user.organization(), Role.ORGADMIN);
    users.askForSecondFactor(user.user(), true);
    String path = "/organization/users/" + user.user() + "/reset-factor";

    assertThat(post(path, fixtures.user(Role.ORGADMIN))).hasStatus(404);
    assertThat(post(path, user)).hasStatus(403);
    assertThat(users.findSignedIn(user.user()).orElseThrow().secondFactor()).isTrue();
    assertThat(post(path, fixtures.user(Role.SYSOP))).hasStatus(302);

    assertThat(users.findSignedIn(user.user()).orElseThrow().secondFactor()).isFalse();
    String log = "/administration/audit?action=user.reset&organization=" + user.organization();
    assertThat(page(open(log, fixtures.user(Role.SYSOP))).select("code").eachText())
        .containsExactly("user.reset-factor");
    assertThat(post("/organization/users/" + admin.user() + "/reset-factor", admin)).hasStatus(409);
    assertThat(post("/organization/users/" + admin.user() + "/reset-password", admin))
        .hasStatus(409);
  }

  @Test
  void showsTheRightPageOfAResellersCustomersToASysop() {
    SignedIn reseller = fixtures.user(Role.RESELLER);
    for (int i = 0; i < 30; i++) {
      fixtures.organization(reseller.organization(), Limits.NONE);
    }
    SignedIn sysop = fixtures.user(Role.SYSOP);

    assertThat(page(open("/reseller?page=2", sysop)).select("tbody th").eachText())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(page(open("/reseller", sysop)).select("tbody th").eachText());
  }

  @Test
  void keepsASuspendedOrganizationOutUntilItIsResumed() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    SignedIn user = fixtures.user(Role.USER);
    String path = "/administration/organizations/" + user.organization();

    assertThat(post(path + "/suspend", sysop)).hasStatus(302);
    assertThat(users.findSignedIn(user.user())).isEmpty();
    assertThat(page(open("/administration/organizations?state=suspended", sysop)).text())
        .contains("Organization " + user.organization());

    assertThat(post(path + "/resume", sysop)).hasStatus(302);
    assertThat(users.findSignedIn(user.user())).isPresent();
    assertThat(post("/administration/organizations/" + sysop.organization() + "/suspend", sysop))
        .hasStatus(409);
  }

  @Test
  void changesPlanAndCreditsAndShowsThemInTheLog() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    String path = "/administration/organizations/" + admin.organization();

    assertThat(post(path + "/plan", sysop, "users=3", "models=4", "storageGigabytes=2"))
        .hasStatus(302);
    assertThat(post(path + "/credits", sysop, "amount=7", "note=Order 17")).hasStatus(302);

    assertThat(organizations.get(admin.organization()).limits())
        .isEqualTo(new Limits(3, 4, 2L << 30));
    assertThat(credits.balance(admin.organization())).isEqualTo(7);
    assertThat(page(open("/organization/plan", admin)).text())
        .contains("Order 17", "+7", "1 of 3", "0 of 4");
    String log = "organization=" + admin.organization();
    assertThat(page(open("/administration/audit?" + log, sysop)).select("code").eachText())
        .containsExactly("credits.grant", "organization.change-plan");
    assertThat(text(open("/administration/audit.csv?action=credits&" + log, sysop)))
        .contains("\"credits.grant\"", "\"7, Order 17\"")
        .doesNotContain("change-plan");
  }

  @Test
  void showsTheKeysOfWhoLeavesAndRevokesThemWhenAsked() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn one = fixtures.user(admin.organization(), Role.ORGADMIN);
    SignedIn two = fixtures.user(admin.organization(), Role.ORGADMIN);
    String kept = keys.create(one, new ApiKeyForm("Nightly import", Role.USER, null));
    String ended = keys.create(two, new ApiKeyForm("Dictaphone", Role.USER, null));

    Document question = page(open("/organization/users/" + one.user() + "/deactivate", admin));
    assertThat(question.select("dialog li").eachText())
        .singleElement()
        .asString()
        .contains("Nightly import", "Never used");
    assertThat(post("/organization/users/" + one.user() + "/deactivate", admin)).hasStatus(302);
    assertThat(post("/organization/users/" + two.user() + "/deactivate", admin, "revoke=true"))
        .hasStatus(302);

    assertThat(keys.verify(kept)).isPresent();
    assertThat(keys.verify(ended)).isEmpty();
    assertThat(users.findSignedIn(two.user())).isEmpty();
    assertThat(
            page(open(
                    "/organization/users/"
                        + fixtures.user(admin.organization(), Role.USER).user()
                        + "/deactivate",
                    admin))
                .select("dialog li, dialog input[type=checkbox]"))
        .isEmpty();
  }

  @Test
  void writesDownWhoExportedTheLog() {
    SignedIn sysop = fixtures.user(Role.SYSOP);

    assertThat(text(open("/administration/audit.csv?action=model.rename", sysop)))
        .contains("actor");

    assertThat(
            text(
                open(
                    "/administration/audit.csv?action=audit.export&organization="
                        + sysop.organization(),
                    sysop)))
        .contains("\"audit.export\"", "action=model.rename");
  }

  @ParameterizedTest
  @CsvSource({"0, 422", "-5, 422", "x, 422", "100001, 422"})
  void refusesOtherAmountsOfCredits(String amount, int status) {
    OrganizationId organization = fixtures.organization();

    assertThat(
            post(
                "/administration/organizations/" + organization + "/credits",
                fixtures.user(Role.SYSOP),
                "amount=" + amount))
        .hasStatus(status);

    assertThat(credits.balance(organization)).isZero();
  }

  @Test
  void keepsSettingsAndRefusesUnknownTimeZones() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);

    assertThat(
            post(
                "/organization/settings",
                admin,
                "name=Lakeside",
                "language=nl",
                "zone=Europe/Amsterdam",
                "deletedDays=30",
                "sessionDays="))
        .hasStatus(303);
    assertThat(post("/organization/settings", admin, "name=L", "zone=Mars/Base")).hasStatus(422);
    assertThat(post("/organization/settings", admin, "name=L", "zone=UTC", "sessionDays=0"))
        .hasStatus(422)
        .bodyText()
        .contains("Give a whole number from 1 to 3,650.");

    assertThat(organizations.get(admin.organization()).name()).isEqualTo("Lakeside");
    assertThat(users.findSignedIn(admin.user()).orElseThrow().zone().getId())
        .isEqualTo("Europe/Amsterdam");
  }

  @Test
  void tellsEveryoneTheNotice() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    String path = "/administration/system/notice";

    assertThat(post(path, sysop, "text=Closed", "from=2099-05-01T02:00", "until=2099-05-01T03:30"))
        .hasStatus(302);
    assertThat(notice.current().text()).isEqualTo("Closed");
    assertThat(notice.current().from().toInstant())
        .isEqualTo(LocalDateTime.parse("2099-05-01T02:00").atZone(sysop.zone()).toInstant());
    Document page = page(open("/administration/system", sysop));
    assertThat(page.select("#until").val()).startsWith("2099-05-01T03:30");
    assertThat(page.select("[data-notice]").text()).contains("Closed", "1 May 2099, 02:00");

    post(path, sysop, "text=", "from=", "until=");
    assertThat(notice.current().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "from=2099-05-01T02:00, until=2099-05-01T02:00",
    "from=, until=2020-05-01T02:00",
    "from=tomorrow, until="
  })
  void refusesTimesThatNobodyWouldSee(String from, String until) {
    assertThat(
            post(
                "/administration/system/notice",
                fixtures.user(Role.SYSOP),
                "text=Closed",
                from,
                until))
        .hasStatus(422);
    assertThat(notice.current().isEmpty()).isTrue();
  }

  @Test
  void keepsTheListOfJobsFreshOnlyWhileSomethingIsUnderWay() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    assertThat(page(open("/administration/jobs", sysop)).select("#jobs").hasAttr("hx-get"))
        .isFalse();

    UUID job = Ids.next();
    jdbc.sql(
            """
            insert into job (id, organization_id, kind, subject_id, state, stage, fraction,
                             message, cancel_requested, attempt, fruitless_attempts, queued_at)
            values (:id, :organization, 'training', :id, 'RUNNING', '', 0.4, '', false, 1, 0, :now)
            """)
        .param("id", job)
        .param("organization", sysop.organization().value())
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();
    Document page = page(open("/administration/jobs?state=running", sysop));
    jdbc.sql("delete from job where id = :id").param("id", job).update();

    assertThat(page.select("#jobs").attr("hx-get")).isEqualTo("/administration/jobs?state=running");
    assertThat(page.select("#jobs progress").val()).isEqualTo("40");
  }

  @Test
  void turnsThePagesOfTheAuditLogByPlace() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    for (int i = 0; i < 30; i++) {
      post(
          "/administration/organizations/" + admin.organization() + "/credits",
          sysop,
          "amount=1",
          "note=Order " + i);
    }
    String log = "/administration/audit?organization=" + admin.organization();

    Document first = page(open(log, sysop));
    assertThat(first.select("#audit tbody tr")).hasSize(25);
    assertThat(first.select("#audit tbody tr").first().text()).contains("Order 29");
    assertThat(first.select("[rel=first]")).isEmpty();
    Document second =
        page(
            open(
                URLDecoder.decode(first.select("[rel=next]").attr("href"), StandardCharsets.UTF_8),
                sysop));
    assertThat(second.select("#audit tbody tr")).hasSize(5);
    assertThat(second.select("#audit tbody tr").last().text()).contains("Order 0");
    assertThat(second.select("[rel=next]")).isEmpty();
    assertThat(second.select("[rel=first]").attr("href")).isEqualTo(log);
    assertThat(page(open(log + "&before=long+ago", sysop)).select("#audit tbody tr")).hasSize(25);
    assertThat(page(open("/administration/audit?before=x&size=50", sysop)).select("#audit"))
        .hasSize(1);
  }

  @Test
  void namesWhatAJobWorksOnAndWhoAskedForItAndShowsItsLog() {
    SignedIn user = fixtures.user(Role.USER);
    SignedIn sysop = fixtures.user(Role.SYSOP);
    UUID session = Ids.next();
    UUID job = Ids.next();
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    jdbc.sql(
            """
            insert into stt_session (id, organization_id, user_id, name, locale, model_label,
                                     model_hash, audio_sha256, audio_bytes, job_id, state,
                                     created_at)
            values (:id, :organization, :user, 'ward <b>round</b>.wav', 'en-US', 'English', 'aa',
                    'bb', 1, :job, 'CANCELLED', :now)
            """)
        .param("id", session)
        .param("organization", user.organization().value())
        .param("user", user.user().value())
        .param("job", job)
        .param("now", now)
        .update();
    jdbc.sql(
            """
            insert into job (id, organization_id, kind, subject_id, state, stage, fraction,
                             message, cancel_requested, attempt, fruitless_attempts, queued_at)
            values (:id, :organization, 'transcription', :session, 'CANCELLED', '', 0.4, '', true,
                    1, 0, :now)
            """)
        .param("id", job)
        .param("organization", user.organization().value())
        .param("session", session)
        .param("now", now)
        .update();
    for (int line = 1; line <= 501; line++) {
      jdbc.sql("insert into job_log (job_id, number, at, line) values (:id, :number, :now, :line)")
          .param("id", job)
          .param("number", line)
          .param("now", now)
          .param("line", "line " + line)
          .update();
    }
    String path = "/administration/jobs/" + job;
    Document list = page(open("/administration/jobs?state=cancelled", sysop));
    Document first = page(open(path, sysop));
    Document rest = page(open(path + "?after=500", sysop));
    Document question = page(open("/administration/jobs/" + job + "/cancel", sysop));
    jdbc.sql("delete from job where id = :id").param("id", job).update();
    jdbc.sql("delete from stt_session where id = :id").param("id", session).update();

    assertThat(list.select("#job-" + job).attr("href")).isEqualTo(path);
    assertThat(list.select("#job-" + job).first().closest("th").text())
        .isEqualTo("Transcription: ward <b>round</b>.wav asked for by " + user.displayName());
    assertThat(first.select("h1").text()).isEqualTo("Transcription: ward <b>round</b>.wav");
    assertThat(first.select(".log pre").text())
        .contains("line 1\n", "line 500")
        .doesNotContain("line 501");
    assertThat(first.select("a[href$='after=500']").text()).isEqualTo("Later lines");
    assertThat(rest.select(".log pre").text()).endsWith("line 501");
    assertThat(question.text()).contains("ward <b>round</b>.wav");
    assertThat(open(path, sysop)).hasStatus(404);
  }

  @Test
  void findsUsersOfEveryOrganization() {
    SignedIn user = fixtures.user(Role.USER);
    SignedIn sysop = fixtures.user(Role.SYSOP);
    members.deactivate(sysop, user.user().value());

    assertThat(
            page(open("/administration/users?state=deactivated&user=" + user.user(), sysop))
                .select("#members tbody tr")
                .eachText())
        .singleElement()
        .asString()
        .contains(user.displayName(), "Deactivated");
  }

  private MvcTestResult open(String page, SignedIn user) {
    return web.get().uri(page).with(OrganizationFixtures.as(user)).exchange();
  }

  private MvcTestResult post(String path, SignedIn user, String... fields) {
    MockMvcTester.MockMvcRequestBuilder request =
        web.post().uri(path).with(csrf()).with(OrganizationFixtures.as(user));
    for (String field : List.of(fields)) {
      String[] parts = field.split("=", 2);
      request = request.param(parts[0], parts[1]);
    }
    return request.exchange();
  }

  private static String text(MvcTestResult result) {
    try {
      return result.getResponse().getContentAsString();
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Document page(MvcTestResult result) {
    return Jsoup.parse(text(result));
  }
}
