package io.diction.dataset;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Words that the dictionary lacks, with how they are probably said, go to the vocabulary. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetWordsTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private VocabularyTerms terms;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void proposesHowUnknownWordsAreSaidAndTakesTheOnesThatAreAccepted() throws Exception {
    String words =
        upload(
            "the patient took zentrafine\nzentrafine and morvexol help\nzentrafine again\nplin\n");

    Document page = learnt(words);
    assertThat(page.select(".files-name bdi").eachText())
        .as("the most frequent first")
        .startsWith("zentrafine")
        .contains("morvexol")
        .doesNotContain("patient");
    assertThat(entry(page, "zentrafine").text()).contains("3 times");
    assertThat(said(page, "zentrafine")).startsWith("Z EH N T R");
    assertThat(page.select("a[data-listen]").first().attr("href"))
        .contains("/vocabulary/spoken", "term=zentrafine");

    send(post(words).param("word", "zentrafine").param("pronunciation", "Z EH N T R AH F AY N"));

    assertThat(terms())
        .extracting(VocabularyTerm::term, VocabularyTerm::pronunciation)
        .containsExactly(tuple("zentrafine", "Z EH N T R AH F AY N"));
    assertThat(page(words).select(".files-name bdi").eachText())
        .as("what the vocabulary has makes room for others")
        .doesNotContain("zentrafine")
        .contains("morvexol");

    send(post(words + "/undo").param("word", "zentrafine"));
    assertThat(terms()).isEmpty();

    send(post(words + "/all"));
    assertThat(terms())
        .extracting(VocabularyTerm::term)
        .contains("zentrafine", "morvexol")
        .doesNotContain("patient");
    assertThat(page(words).select("form[action$=/all]")).as("nothing is left").isEmpty();
  }

  @Test
  void takesBackWordsThatWereJustAcceptedAndNoOthers() throws Exception {
    String words = upload("the patient took zentrafine\nzentrafine and morvexol help\n");
    assertThat(learnt(words).select("form[action$=/undo]")).isEmpty();

    Document accepted =
        next(post(words).param("word", "zentrafine").param("pronunciation", "Z EH N T R AH"));

    assertThat(accepted.select("[data-toast=success]").text())
        .isEqualTo("1 word added to the vocabulary");
    Element undo = accepted.select("form[action$=/undo]").first();
    assertThat(accepted.select("form[action$=/undo]")).hasSize(1);
    assertThat(undo.select("[name=word]").val()).isEqualTo("zentrafine");
    assertThat(page(words).select("form[action$=/undo]"))
        .as("a page that is opened later cannot know which were typed by hand")
        .isEmpty();

    Document undone = next(post(undo.attr("action")).param("word", "zentrafine"));

    assertThat(undone.select("[data-toast=success]").text()).contains("zentrafine");
    assertThat(undone.select("form[action$=/undo]")).isEmpty();
    assertThat(terms()).isEmpty();
    assertThat(next(post(words + "/all")).select("form[action$=/undo]").size())
        .isEqualTo(terms().size())
        .isGreaterThan(1);
  }

  @Test
  void saysHowManyMoreThereAre() throws Exception {
    StringBuilder text = new StringBuilder();
    for (char one = 'a'; one < 'a' + 26; one++) {
      text.append("zentro").append(one).append("vix plomo").append(one).append("drux\n");
    }

    Document page = page(upload(text.toString()));

    assertThat(page.select(".files-name bdi")).hasSize(50);
    assertThat(page.text()).contains("and 2 more, which come when these are accepted");
  }

  @Test
  void saysWhenEveryWordIsKnownAndRefusesWhatIsNoTerm() throws Exception {
    String words = upload("the patient was seen at eight\n");

    assertThat(page(words).text()).contains("The dictionary knows every word");
    assertThat(answer(post(words).param("word", "=cmd")).getStatus()).isEqualTo(422);
    assertThat(answer(post(words + "/undo").param("word", "nothing")).getStatus()).isEqualTo(404);
    user = organizations.user(Role.USER);
    assertThat(answer(get(words)).getStatus()).isEqualTo(404);
    assertThat(answer(post(words + "/all")).getStatus()).isEqualTo(404);
  }

  /**
   * To learn how words are said takes a while after the first start; the page says so meanwhile.
   */
  private Document learnt(String words) {
    return await()
        .atMost(Duration.ofSeconds(240))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> page(words), page -> !page.text().contains("Proposals are being prepared"));
  }

  private static int indexOf(Document page, String word) {
    return page.select(".files-name bdi").eachText().indexOf(word);
  }

  private static Element entry(Document page, String word) {
    return page.select("ul.files > li").get(indexOf(page, word));
  }

  private static String said(Document page, String word) {
    return entry(page, word).select("input[name=pronunciation]").val();
  }

  private List<VocabularyTerm> terms() {
    return terms.all(user.organization(), model);
  }

  /** The page of its words. */
  private String upload(String text) throws Exception {
    String datasets = "/custom-models/" + model + "/datasets";
    mvc.perform(
        post(datasets)
            .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
            .content(DatasetFiles.form("", List.of(Sent.text("terms.txt", text))))
            .with(as(user))
            .with(csrf().asHeader()));
    String report = page(datasets).select("#datasets tbody th a").attr("href");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> page(report).select(".fact .status-badge").text().contains("Ready"));
    return report + "/words";
  }

  private Document page(String address) throws Exception {
    byte[] body = answer(get(address)).getContentAsByteArray();
    return Jsoup.parse(new String(body, StandardCharsets.UTF_8));
  }

  /** The page that a form leads to. */
  private Document next(MockHttpServletRequestBuilder request) throws Exception {
    MvcResult sent = mvc.perform(request.with(as(user)).with(csrf())).andReturn();
    MockHttpServletRequestBuilder then =
        get(sent.getResponse().getRedirectedUrl()).with(as(user)).flashAttrs(sent.getFlashMap());
    if (sent.getResponse().getCookies().length > 0) {
      then.cookie(sent.getResponse().getCookies());
    }
    return Jsoup.parse(mvc.perform(then).andReturn().getResponse().getContentAsString());
  }

  private void send(MockHttpServletRequestBuilder request) throws Exception {
    assertThat(answer(request).getStatus()).isEqualTo(302);
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(as(user)).with(csrf())).andReturn().getResponse();
  }
}
