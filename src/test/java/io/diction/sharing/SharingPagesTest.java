package io.diction.sharing;

import static io.diction.custommodel.CustomModelFixtures.BETTER;
import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.Permission;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.sharing.Assignment.Use;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import(SharingFixtures.class)
class SharingPagesTest {
  private static final Assignment OPTIONAL = new Assignment(Use.OPTIONAL, Permission.USE);

  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private Organizations organizations;
  @Autowired private Versions versions;
  @Autowired private ModelArchive archive;
  @Autowired private Sharing sharing;
  @Autowired private SettableClock clock;

  private SignedIn reseller;
  private SignedIn customer;
  private String customerName;
  private CustomModelId model;
  private String tab;

  @BeforeEach
  void signIn() {
    reseller = people.user(Role.RESELLER);
    customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.ORGADMIN);
    customerName = organizations.get(customer.organization()).name();
    model = fixtures.trained(reseller, "Medical EN");
    tab = "/custom-models/" + model + "/sharing";
  }

  private Document page(String path, SignedIn who) {
    return parsed(web.get().uri(path).with(as(who)).exchange());
  }

  private static Document parsed(MvcTestResult result) {
    try {
      return Jsoup.parse(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private MvcTestResult post(String path, SignedIn who, String... fields) {
    var request = web.post().uri(path).with(as(who)).with(csrf());
    for (int i = 0; i < fields.length; i += 2) {
      request = request.param(fields[i], fields[i + 1]);
    }
    return request.exchange();
  }

  private void share(Assignment how) {
    assertThat(sharing.assign(model, List.of(customer.organization().value()), how, reseller))
        .hasSize(1);
  }

  @Test
  void showsInTheGridTheVersionThatTheOrganizationHas() {
    share(new Assignment(Use.OPTIONAL, Permission.USE));
    VersionId newer = fixtures.retrain(model, reseller, BETTER).id();
    assertThat(row(reseller)).contains("waits for Accept");
    assertThat(row(customer)).as("the owner's secret").doesNotContain("waits for Accept");

    versions.accept(model, newer, reseller);

    assertThat(row(reseller)).doesNotContain("waits for Accept");
    assertThat(row(customer)).contains("waits for Accept").doesNotContain("expired");
    archive.archive(model, people.user(reseller.organization(), Role.ORGADMIN));
    assertThat(row(reseller)).contains("Archived").doesNotContain("Archived.");
  }

  private String row(SignedIn who) {
    return page("/custom-models", who).select("#models tbody tr").text();
  }

  @Test
  void assignsFromTheCustomersPage() {
    String path = "/reseller/customers/" + customer.organization() + "/models";
    assertThat(page("/reseller/customers/" + customer.organization(), reseller).select(".tabs a"))
        .extracting(link -> link.text())
        .contains("Custom Models");
    assertThat(page(path, reseller).select("#assign-model").text()).isEqualTo("Assign Model");
    Document dialog = page(path + "/assign", reseller);
    assertThat(dialog.select("select[name=model] option").eachText())
        .contains("Medical EN (English)");
    assertThat(dialog.select("input[name=permission][checked]").val()).isEqualTo("USE");
    assertThat(dialog.select("label").eachText())
        .contains(
            "Default", "Optional", "View Only", "Use in Transcription", "Contribute Training Data");
    assertThat(dialog.select("button[type=submit]").eachText()).contains("Assign");

    assertThat(
            post(path + "/assign", reseller, "model", "", "use", "DEFAULT")
                .getResponse()
                .getStatus())
        .isEqualTo(422);
    assertThat(
            parsed(
                    post(
                        path + "/assign",
                        reseller,
                        "model",
                        model.toString(),
                        "use",
                        "DEFAULT",
                        "permission",
                        "VIEW"))
                .select(".error-summary")
                .text())
        .contains("View Only cannot be Default");
    assertThat(
            post(
                    path + "/assign",
                    reseller,
                    "model",
                    model.toString(),
                    "use",
                    "DEFAULT",
                    "permission",
                    "USE")
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo(path);

    assertThat(page(path, reseller).select("tbody tr").text())
        .contains("Medical EN", "Default", "Use in Transcription");
    assertThat(page(path + "/assign", reseller).select(".notice").text())
        .contains("Default for English now: Medical EN");
  }

  @Test
  void assignsToManyFromTheModel() {
    String path = tab + "/organizations";
    assertThat(page(tab, reseller).select("#manage-organizations").text())
        .isEqualTo("Manage Organizations");
    Document list = page(path, reseller);
    assertThat(list.select("tbody tr").text()).contains(customerName, "not shared");
    assertThat(list.select("button[type=submit]").eachText()).contains("Apply to Selected");

    assertThat(post(path, reseller, "use", "OPTIONAL").getResponse().getStatus()).isEqualTo(422);
    var done =
        post(
            path,
            reseller,
            "organization",
            customer.organization().toString(),
            "use",
            "DEFAULT",
            "permission",
            "CONTRIBUTE");

    assertThat(done.getResponse().getRedirectedUrl()).isEqualTo(tab);
    assertThat(page(tab, reseller).select("tbody tr").text())
        .contains(customerName, "Default", "Contribute Training Data");
    assertThat(page(path, reseller).select("tbody tr").text()).contains("Medical EN");
  }

  @Test
  void removesAfterADateThatIsShownWithItsZoneAndCanBeCalledOff() {
    share(new Assignment(Use.DEFAULT, Permission.USE));
    String path = tab + "/" + customer.organization();
    Document dialog = page(path + "/remove", reseller);
    assertThat(dialog.select("dialog").text())
        .contains("Remove Access", "Immediate", "After date", "It is the default", "in UTC");

    assertThat(
            parsed(post(path + "/remove", reseller, "when", "AFTER", "day", "soon"))
                .select(".error-summary")
                .text())
        .isNotEmpty();
    assertThat(
            parsed(post(path + "/remove", reseller, "when", "AFTER", "day", ""))
                .select(".error-summary")
                .text())
        .isEqualTo("Choose the last day with access.");
    LocalDate last = clock.instant().plusSeconds(86_400 * 3).atZone(ZoneOffset.UTC).toLocalDate();
    String day = last.toString();
    String shown = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).format(last);
    assertThat(
            post(path + "/remove", reseller, "when", "AFTER", "day", day)
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo(tab);

    assertThat(page(tab, reseller).select("tbody tr").text())
        .contains("end of " + shown + " in UTC", "Cancel removal");
    assertThat(page(tab, customer).select("dl").text()).contains("end of " + shown + " in UTC");
    assertThat(page(tab, customer).select("#default-ends").text())
        .contains("your default", "newest base model is preselected");
    assertThat(post(path + "/keep", reseller).getResponse().getStatus()).isEqualTo(302);
    assertThat(page(tab, reseller).select("tbody tr").text()).doesNotContain("end of");
    assertThat(page(tab, customer).select("#default-ends")).isEmpty();
  }

  /** The tests that the organization made go with the access, so nothing is guessed. */
  @Test
  void removesAtOnceOnlyWhereThatIsChosenWithoutADate() {
    share(OPTIONAL);
    String path = tab + "/" + customer.organization() + "/remove";
    assertThat(page(path, reseller).select("input[name=when][checked]")).isEmpty();

    MvcTestResult both = post(path, reseller, "when", "NOW", "day", "2030-01-31");
    assertThat(both.getResponse().getStatus()).isEqualTo(422);
    assertThat(parsed(both).select(".error-summary").text())
        .contains("After date", "2030-01-31", "now");
    assertThat(parsed(both).select("#remove-day").val()).isEqualTo("2030-01-31");
    for (String unknown : List.of("", "now", "LATER")) {
      assertThat(post(path, reseller, "when", unknown).getResponse().getStatus())
          .as(unknown)
          .isEqualTo(422);
    }
    assertThat(page(tab, reseller).select("tbody tr").text()).contains(customerName);

    assertThat(post(path, reseller, "when", "NOW", "day", "").getResponse().getRedirectedUrl())
        .isEqualTo(tab);
    assertThat(page(tab, reseller).select("tbody tr").text()).doesNotContain(customerName);
  }

  @Test
  void offersANewVersionWithItsFigures() {
    share(OPTIONAL);
    VersionId newer = fixtures.retrain(model, reseller, BETTER).id();
    versions.accept(model, newer, reseller);

    Document page = page(tab, customer);
    assertThat(page.select("#share-versions tbody tr")).hasSize(2);
    assertThat(page.select("#share-versions tbody tr").first().text())
        .contains("2", "Offered by its owner", "20.0 %", "base model 30.0 %");
    assertThat(page.select("#accept-offered").text()).isEqualTo("Accept");
    assertThat(page.select("#share-versions .status-red, #roll-back-served")).isEmpty();
    assertThat(page(tab, reseller).select("tbody").text()).contains("2 waits for Accept there");
    SignedIn user = people.user(customer.organization(), Role.USER);
    assertThat(page(tab, user).select("#accept-offered, #follow-owner")).isEmpty();

    Document ask = page(page.select("#accept-offered").attr("href"), customer);
    assertThat(ask.select("dialog").text()).contains("Use version 2 for all new transcriptions");
    var done = post(ask.select("dialog form").attr("action"), customer);

    assertThat(done.getResponse().getRedirectedUrl()).isEqualTo(tab);
    assertThat(page(tab, customer).select("#share-versions tbody tr").eachText())
        .satisfiesExactly(
            used -> assertThat(used).startsWith("2 In use"),
            before -> assertThat(before).startsWith("1 In use here before"));
    assertThat(page(tab, user).select("#roll-back-served")).isEmpty();
    Document follow = page(page(tab, customer).select("#follow-owner a").attr("href"), customer);
    assertThat(follow.select("dialog").text()).contains("every version", "version 2");
    assertThat(post(follow.select("dialog form").attr("action"), customer).getResponse())
        .satisfies(answer -> assertThat(answer.getRedirectedUrl()).isEqualTo(tab));
    assertThat(page(tab, customer).select("#follow-owner").text())
        .contains("Every version", "Ask me for each version");
  }

  @Test
  void asksAgainBeforeAWorseVersionIsTakenAndGoesBack() {
    share(OPTIONAL);
    VersionId first = versions.accepted(model).orElseThrow().id();
    VersionId worse = fixtures.retrain(model, reseller, CustomModelFixtures.WORSE).id();
    versions.accept(model, worse, reseller);

    Document page = page(tab, customer);
    assertThat(page.select("#share-versions tbody tr").first().text())
        .contains("2", "worse than the base model");
    String ask = page.select("#accept-offered").attr("href");
    String yes = page(ask, customer).select("dialog form").attr("action");
    Document again = parsed(post(yes, customer));
    assertThat(again.select("dialog").text())
        .contains("version 2 gets 30.0 % of the words wrong, the base model 20.0 %");
    assertThat(served()).as("not yet").isEqualTo(first);
    Document following = parsed(post(tab + "/follow?follows=true", customer));
    assertThat(following.select("dialog form").attr("action")).contains("follows=true&sure=true");
    assertThat(served()).as("nor by following").isEqualTo(first);
    String sure = again.select("dialog form").attr("action");
    assertThat(post(sure, customer).getResponse().getRedirectedUrl()).isEqualTo(tab);
    assertThat(served()).isEqualTo(worse);

    Document taken = page(tab, customer);
    assertThat(taken.select("#roll-back-served").text()).isEqualTo("Roll back to version 1");
    Document back = page(taken.select("#roll-back-served").attr("href"), customer);
    assertThat(back.select("dialog").text()).contains("Go back to version 1");
    post(back.select("dialog form").attr("action"), customer);
    assertThat(served()).isEqualTo(first);
    Document returned = page(tab, customer);
    assertThat(returned.select("#accept-offered")).isNotEmpty();
    assertThat(returned.select("#roll-back-served")).as("the same as is offered").isEmpty();
  }

  private VersionId served() {
    return versions.findUsable(customer.organization(), model).orElseThrow().version();
  }

  @Test
  void showsTheOwnersPeopleWhoHasItAndLetsOnlyResellersChangeIt() {
    share(OPTIONAL);
    SignedIn user = people.user(reseller.organization(), Role.USER);

    Document page = page(tab, user);

    assertThat(page.select("tbody tr").text()).contains(customerName);
    assertThat(page.select("#manage-organizations, td.actions")).isEmpty();
  }

  @Test
  void findsAmongThoseWhoHaveItWithoutLoadingThePageAgain() {
    share(OPTIONAL);

    Document found = found(customerName.substring(2));
    Document none = found("nowhere");

    assertThat(found.select("#sharing tbody tr").text()).contains(customerName);
    assertThat(found.select("main, #model-header")).as("the grid alone").isEmpty();
    assertThat(none.select("#sharing").text()).contains("No organization matches");
    assertThat(none.select("#sharing .chips a")).as("the way back").isNotEmpty();
    assertThat(none.select("#sharing #manage-organizations")).isNotEmpty();
  }

  @Test
  void leadsBackToThePageOfTheListThatARemovalBeganOn() {
    share(OPTIONAL);
    String there = "?size=50&sort=since&dir=desc";

    String ask = page(tab + there, reseller).select("td.actions a").attr("href");
    String send = page(ask, reseller).select("#remove-form").attr("action");

    assertThat(ask).contains("/remove?").contains("size=50", "sort=since", "dir=desc");
    assertThat(post(send, reseller, "when", "NOW").getResponse().getRedirectedUrl())
        .startsWith(tab + "?")
        .contains("size=50", "sort=since", "dir=desc");
  }

  private Document found(String name) {
    return parsed(
        web.get()
            .uri(tab)
            .param("name", name)
            .header("HX-Request", "true")
            .with(as(reseller))
            .exchange());
  }

  @Test
  void leadsBackToTheCustomerThatARemovalBeganAt() {
    share(OPTIONAL);
    String there = "/reseller/customers/" + customer.organization() + "/models";
    assertThat(page(there, reseller).select("td.actions form")).isEmpty();

    Document ask = page(page(there, reseller).select("td.actions a").attr("href"), reseller);
    assertThat(ask.select("#remove-form [data-dialog-close]").attr("href")).isEqualTo(there);
    String send = ask.select("#remove-form").attr("action");
    String day = clock.instant().plusSeconds(86_400 * 3).toString().substring(0, 10);
    MvcTestResult refused = post(send, reseller, "when", "AFTER", "day", "soon");
    assertThat(parsed(refused).select("#remove-form").attr("action")).isEqualTo(send);
    assertThat(post(send, reseller, "when", "AFTER", "day", day).getResponse().getRedirectedUrl())
        .isEqualTo(there);

    var keep = page(there, reseller).select("td.actions form");
    assertThat(keep.text()).isEqualTo("Cancel removal");
    String from = keep.select("input[name=from]").val();
    assertThat(post(keep.attr("action"), reseller, "from", from).getResponse().getRedirectedUrl())
        .isEqualTo(there);
    assertThat(page(there, reseller).select("td.actions form")).isEmpty();

    String elsewhere = send.replaceFirst("from=.*", "from=//elsewhere.example/");
    assertThat(post(elsewhere, reseller, "when", "NOW").getResponse().getRedirectedUrl())
        .as("nothing but the two pages")
        .isEqualTo(tab);
  }

  @Test
  void archivesAfterAWarningThatNamesWhoLosesIt() {
    share(OPTIONAL);
    String path = "/custom-models/" + model;
    assertThat(page(path, reseller).select("#archive").text()).isEqualTo("Archive");
    assertThat(page(path + "/archive", reseller).select("dialog").text())
        .contains("Medical EN", customerName, "you can bring it back");

    assertThat(post(path + "/archive", reseller).getResponse().getRedirectedUrl()).isEqualTo(path);

    assertThat(page(path, reseller).select("#archived").text()).contains("Archived.", "Bring back");
    assertThat(page(path, customer).select("h1").text()).doesNotContain("Medical EN");
    assertThat(post(path + "/restore", reseller).getResponse().getStatus()).isEqualTo(302);
    assertThat(page(path, reseller).select("#archived")).isEmpty();
  }

  @Test
  void saysAtHomeWhyAModelIsGone() {
    share(OPTIONAL);
    String ask = "/?model=model:" + model;
    assertThat(page(ask, customer).select("#model-gone")).isEmpty();

    assertThat(sharing.remove(model, customer.organization().value(), reseller)).isNotNull();

    assertThat(page(ask, customer).select("#model-gone").text())
        .contains("does not share Medical EN with you any more", "Choose another model");
  }

  @Test
  void saysWhatAChangeMeansAndWhatGoesWithTheAccess() {
    CustomModelId other = fixtures.trained(reseller, "Surgery EN");
    share(new Assignment(Use.DEFAULT, Permission.USE));
    assertThat(
            sharing.assign(
                other,
                List.of(customer.organization().value()),
                new Assignment(Use.DEFAULT, Permission.USE),
                reseller))
        .hasSize(1);
    share(new Assignment(Use.OPTIONAL, Permission.VIEW));
    String day = clock.instant().plusSeconds(86_400 * 3).toString().substring(0, 10);
    post(tab + "/" + customer.organization() + "/remove", reseller, "when", "AFTER", "day", day);

    assertThat(page("/notifications", customer).select("#notifications li").eachText())
        .anySatisfy(
            told ->
                assertThat(told)
                    .contains("made Surgery EN your default in the place of Medical EN"))
        .anySatisfy(told -> assertThat(told).contains("with Medical EN: View Only"))
        .anySatisfy(
            told ->
                assertThat(told)
                    .contains("tests that your organization made of it are deleted", "export"));
  }

  @Test
  void countsAndListsWhatIsUnread() {
    share(OPTIONAL);
    Document page = page("/notifications", customer);

    assertThat(page.select(".bell-count").text()).isEqualTo("1");
    assertThat(page.select("#notifications li").text()).contains("shares Medical EN with you");
    String read = page.select("#notifications li form").attr("action");
    SignedIn other = people.user(customer.organization(), Role.USER);
    assertThat(post(read, other).getResponse().getStatus()).isEqualTo(404);
    assertThat(post(read, customer).getResponse().getRedirectedUrl()).isEqualTo("/notifications");
    assertThat(page("/notifications", customer).select(".bell-count")).isEmpty();
    assertThat(post("/notifications/read", other).getResponse().getStatus()).isEqualTo(302);
    assertThat(page("/notifications", other).select(".bell-count, #notifications li form"))
        .isEmpty();
  }
}
