package io.diction.api;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import(OrganizationFixtures.class)
class ReferencePagesTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  private SignedIn user;

  @BeforeEach
  void enter() {
    user = people.user(Role.USER);
  }

  private Document page(String path) throws UnsupportedEncodingException {
    MvcTestResult answer = web.get().uri(path).with(as(user)).exchange();
    assertThat(answer).as(path).hasStatusOk();
    return Jsoup.parse(answer.getResponse().getContentAsString(StandardCharsets.UTF_8));
  }

  @Test
  void listEveryOperationOfTheDocument() throws UnsupportedEncodingException {
    List<String> listed = page("/help/api").select("tbody th a").eachText();

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operation.values()).map(Operation::published).toList());
    List<String> unread = new ArrayList<>();
    for (String operation : listed) {
      if (!page("/help/api/" + operation).select("h1").text().equals(operation)) {
        unread.add(operation);
      }
    }
    assertThat(unread).isEmpty();
    assertThat(page("/help/use").select("#api a").attr("href")).isEqualTo("/help/api");
  }

  @Test
  void tellWhatOneTakesAndAnswers() throws UnsupportedEncodingException {
    Document page = page("/help/api/Projects_Create");
    assertThat(page.select(".page-caption").text()).matches("POST http.*/v3\\.2/projects");
    assertThat(page.select("#try-body").text()).contains("displayName", "locale");
    assertThat(page.select("details summary").eachText()).contains("201 Project", "default Error");
    assertThat(page.select("#try-form").hasAttr("hidden")).as("needs a script").isTrue();
    assertThat(page.select("#try-key").hasAttr("name")).as("goes into no address").isFalse();

    Document one = page("/help/api/Datasets_Get");
    assertThat(one.select("[data-in=path]").eachAttr("data-name")).containsExactly("id");
    Document form = page("/help/api/Datasets_Upload");
    assertThat(form.select("[data-part=data]").attr("type")).isEqualTo("file");
    assertThat(page("/help/api/Datasets_UploadBlock").select("[data-bytes]")).hasSize(1);

    assertThat(web.get().uri("/help/api/Nothing_Get").with(as(user)).exchange()).hasStatus(404);
  }
}
