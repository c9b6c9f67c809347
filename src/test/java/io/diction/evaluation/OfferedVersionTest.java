package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal.Invalid;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What those whom a model is shared with may measure before they say yes to it. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  DatasetFixtures.class,
  ClipFixtures.class,
  EvaluationFixtures.class
})
class OfferedVersionTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private EvaluationFixtures tests;
  @Autowired private CustomModels models;
  @Autowired private Versions versions;
  @Autowired private TestChoices choices;

  private SignedIn owner;
  private SignedIn customer;
  private CustomModelId model;
  private ModelVersion offered;
  private ModelVersion waiting;

  @BeforeEach
  void offerAVersion() {
    owner = people.user(Role.RESELLER);
    customer = people.user(Role.ORGADMIN);
    model = fixtures.trained(owner, "Medical");
    fixtures.share(model, customer.organization(), Permission.USE);
    offered = fixtures.retrain(model, owner, CustomModelFixtures.BETTER);
    fixtures.accept(model, offered.id().value(), owner);
    waiting = fixtures.retrain(model, owner, CustomModelFixtures.BETTER);
  }

  private boolean isTestable(ModelVersion version) {
    return versions.isTestable(customer.organization(), model, version.made().artifact().sha256());
  }

  @Test
  void isOfferedToThoseWhoServeTheOneBefore() {
    assertThat(choices.offer(models.get(model, customer), customer).versions())
        .extracting(TestChoices.Option::number)
        .containsExactly(2, 1);
    assertThat(choices.offer(models.get(model, customer), customer).versions())
        .filteredOn(TestChoices.Option::isUsed)
        .extracting(TestChoices.Option::number)
        .containsExactly(1);
    assertThat(isTestable(offered)).isTrue();
    assertThat(isTestable(waiting)).as("what its owner has not accepted").isFalse();
    assertThatThrownBy(
            () ->
                choices.require(
                    Ids.next(),
                    models.get(model, customer),
                    List.of("version:" + waiting.id()),
                    customer))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void isMeasuredInPrivateAndShowsItsOwnerFiguresAlone() throws UnsupportedEncodingException {
    UUID run = tests.finished(model, customer);
    String page = "/custom-models/" + model + "/tests/" + run;

    assertThat(Jsoup.parse(get(customer, page)).text()).contains("Medical #2", "Ward round", "Ann");
    assertThat(Jsoup.parse(get(owner, page)).text())
        .contains("Medical #2")
        .doesNotContain("Ward round", "Ann", "patience", "By speaker");
  }

  /** As its sessions hear: a model with own terms on it is something else than the model. */
  @Test
  void isMeasuredWithOwnTermsOfWhoTestsAndTellsThemNobodyElse() throws Exception {
    assertThat(choices.offer(models.get(model, customer), customer).versions())
        .as("without a list there is nothing to put on it")
        .noneMatch(TestChoices.Option::layered);
    keepTerms("Stent\nZolvantix");

    assertThat(choices.offer(models.get(model, customer), customer).versions())
        .filteredOn(TestChoices.Option::layered)
        .extracting(TestChoices.Option::number, TestChoices.Option::isChosen)
        .containsExactly(tuple(2, false), tuple(1, true));
    UUID run = tests.finished(model, customer);
    keepTerms("Oyelaran");

    String page = "/custom-models/" + model + "/tests/" + run;
    Document seen = Jsoup.parse(get(customer, page));
    assertThat(seen.text()).contains("Version 1 with own terms", "Medical #1 + own terms");
    assertThat(seen.select("[aria-labelledby=terms-title] tbody").text())
        .as("those of when it was asked for")
        .contains("Stent")
        .doesNotContain("Oyelaran");
    assertThat(Jsoup.parse(get(owner, page)).text())
        .contains("Version 1 with own terms")
        .doesNotContain("stent", "Stent");
  }

  @Test
  void isNotMeasuredWithTermsThatAreNotThere() {
    String layered = "own:" + models.get(model, customer).acceptedVersion();

    for (SignedIn who : List.of(customer, owner)) {
      assertThatThrownBy(
              () -> choices.require(Ids.next(), models.get(model, who), List.of(layered), who))
          .isInstanceOf(Invalid.class);
    }
  }

  private void keepTerms(String list) {
    assertThat(
            web.post()
                .uri("/custom-models/{id}/own-terms", model)
                .with(as(customer))
                .with(csrf())
                .param("terms", list))
        .hasStatus(302);
  }

  @Test
  void isNoLongerTestableOnceTheModelIsTakenBack() {
    fixtures.endShare(model, customer.organization());

    assertThat(isTestable(offered)).isFalse();
  }

  @Test
  void isNothingForThoseWhoOnlySeeTheModel() {
    SignedIn viewer = people.user(Role.ORGADMIN);
    fixtures.share(model, viewer.organization(), Permission.VIEW);

    assertThat(
            versions.isTestable(viewer.organization(), model, offered.made().artifact().sha256()))
        .isFalse();
  }

  private String get(SignedIn who, String path) throws UnsupportedEncodingException {
    return web.get().uri(path).with(as(who)).exchange().getResponse().getContentAsString();
  }
}
