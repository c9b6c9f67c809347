package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, EvaluationFixtures.class})
class VersionPageTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private EvaluationFixtures tests;
  @Autowired private Versions versions;

  private SignedIn admin;
  private CustomModelId model;
  private ModelVersion worse;
  private String place;

  @BeforeEach
  void makeAWorseVersion() {
    admin = people.user(Role.ORGADMIN);
    model = models.trained(admin, "Court");
    worse = models.retrain(model, admin, CustomModelFixtures.WORSE);
    place = "/custom-models/" + model + "/versions/" + worse.id();
  }

  @Test
  void asksTwiceBeforeAWorseVersionIsUsed() throws Exception {
    assertThat(page("/custom-models/" + model + "/versions").select("tbody tr").first().text())
        .contains("worse than the base model");

    MockHttpServletResponse asked = send(place + "/accept");
    assertThat(asked.getStatus()).isEqualTo(200);
    assertThat(asked.getContentAsString(StandardCharsets.UTF_8))
        .contains("version 2 gets 30.0 % of the words wrong, the base model 20.0 %");
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);

    assertThat(send(place + "/accept?sure=true").getStatus()).isEqualTo(302);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void showsWhatAVersionWasMadeOfAndTheDifferenceToTheOneBefore() throws Exception {
    tests.finished(model, admin);

    Document page = page(place);

    assertThat(page.select("h1").text()).isEqualTo("Version 2");
    assertThat(page.select("dl code").eachText()).contains(worse.made().artifact().sha256());
    assertThat(page.select("[aria-labelledby=before-title]").text()).contains("+10.0 points");
    assertThat(page.select("[aria-labelledby=tests-title]").text()).contains("Ward round");
    assertThat(page.text()).contains("would make the same version");
    // Its training is not on record, so there is nothing to repeat.
    assertThat(page.select("form[action$=reproduce]")).isEmpty();
    assertThat(send(place + "/reproduce").getStatus()).isEqualTo(409);
  }

  private Document page(String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(admin))).andReturn().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private MockHttpServletResponse send(String path) throws Exception {
    return mvc.perform(post(path).with(as(admin)).with(csrf())).andReturn().getResponse();
  }
}
