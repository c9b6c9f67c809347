package io.diction.vocabulary;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class VocabularyPagesTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private VocabularyTerms terms;
  @Autowired private SpokenTerms speaker;

  private SignedIn user;
  private CustomModelId model;
  private String path;

  @BeforeEach
  void makeModel() {
    user = people.user(Role.USER);
    model = fixtures.model(user, "A");
    path = "/custom-models/" + model + "/vocabulary";
  }

  @ParameterizedTest
  @CsvSource({
    "'---',,1,term,at least one letter",
    "=cmd,,1,term,cannot begin with",
    "stent,,heavy,weight,from 0.1 to 10",
    "stent,,11,weight,from 0.1 to 10",
    "Known,,1,term,in the vocabulary already",
  })
  void saysAtTheFieldWhatIsWrongAndKeepsWhatWasTyped(
      String term, String pronunciation, String weight, String field, String sentence) {
    terms.add(model, "known", "", "", 1, user);

    MvcTestResult answer =
        post(
            "",
            Map.of(
                "term",
                term,
                "pronunciation",
                pronunciation == null ? "" : pronunciation,
                "context",
                "Some words.",
                "weight",
                weight));

    assertThat(answer.getResponse().getStatus()).isIn(409, 422);
    Document page = parsed(answer);
    assertThat(page.select("#term-problem a").attr("href")).isEqualTo("#" + field);
    assertThat(page.select("#" + field + "-error").text()).contains(sentence);
    assertThat(page.select("#" + field).attr("aria-describedby")).contains(field + "-error");
    assertThat(page.select("#term").val()).isEqualTo(term);
    assertThat(page.select("#context").val()).isEqualTo("Some words.");
    assertThat(page.select("#weight").val()).isEqualTo(weight);
    assertThat(page.select("#terms tbody th").eachText()).containsExactly("known");
  }

  @Test
  void keepsAListThatIsTooLong() {
    String list = "x".repeat(VocabularyTerms.LARGEST_LIST_BYTES + 1);

    MvcTestResult answer = post("/import", Map.of("list", list));

    assertThat(answer).hasStatus(413);
    assertThat(parsed(answer).select("#list").val()).hasSize(list.length());
    assertThat(parsed(answer).select("#list-problem").text()).isNotEmpty();
  }

  @Test
  void changesATermAndSaysWhatIsWrongWithAChange() {
    terms.add(model, "stent", "stend", "A stent.", 2, user);
    terms.add(model, "Known", "", "", 1, user);
    String id = id("stent");
    Document form = parsed(get("/" + id));
    assertThat(form.select("#changed-term").val()).isEqualTo("stent");
    assertThat(form.select("#changed-pronunciation").val()).isEqualTo("stend");
    assertThat(form.select("#changed-context").val()).isEqualTo("A stent.");

    MvcTestResult taken = post("/" + id, Map.of("term", "known"));
    assertThat(taken).hasStatus(409);
    assertThat(parsed(taken).select("#changed-term-error").text())
        .contains("in the vocabulary already");
    MvcTestResult mute =
        post("/" + id, Map.of("term", "stent", "pronunciation", "QQ ZZ 1", "weight", "1"));
    assertThat(mute).hasStatus(422);
    assertThat(parsed(mute).select("#changed-pronunciation-error").text()).contains("QQ is none");

    assertThat(
            post("/" + id, Map.of("term", "Stent", "pronunciation", "S T EH1 N T", "weight", "3")))
        .hasStatus(302);
    assertThat(terms.all(user.organization(), model))
        .filteredOn(term -> term.id().toString().equals(id))
        .singleElement()
        .returns("Stent", VocabularyTerm::term)
        .returns("S T EH N T", VocabularyTerm::phones)
        .returns("", VocabularyTerm::context)
        .returns(3.0, VocabularyTerm::weight);
  }

  @Test
  void leavesAloneWhatAListDoesNotSay() {
    terms.add(model, "Quillfeather", "quill feather", "Call Quillfeather.", 2, user);
    terms.add(model, "Oyelaran", "oh yeah", "", 1, user);

    VocabularyTerms.Import read =
        terms.addAll(model, "Quillfeather\nOyelaran\toh yeah la ran\nXarelto\n", user);

    assertThat(read.added()).isOne();
    assertThat(read.unchanged()).isOne();
    assertThat(read.changes())
        .containsExactly(
            new VocabularyTerms.Change("Oyelaran", "pronunciation", "oh yeah", "oh yeah la ran"));
    assertThat(terms.all(user.organization(), model))
        .extracting(VocabularyTerm::pronunciation)
        .containsExactly("oh yeah la ran", "quill feather", "");
  }

  @Test
  void marksAPronunciationThatIsOfNoUse() {
    terms.add(model, "Bad term", "bat turm", "", 1, user);
    terms.add(model, "stent", "stend", "", 1, user);

    assertThat(parsed(get("")).select("#terms .field-warning").eachText())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("more than one word");
  }

  private String id(String term) {
    return terms.all(user.organization(), model).stream()
        .filter(each -> each.term().equals(term))
        .findFirst()
        .orElseThrow()
        .id()
        .toString();
  }

  @Test
  void saysATermByItsPronunciation() {
    byte[] spelled = spoken("?term=metoprolol");
    byte[] sounding = spoken("?term=metoprolol&pronunciation=meta pro lol");
    byte[] phones = spoken("?term=metoprolol&pronunciation=M EH T AH P R OW L AO L");

    for (byte[] wav : new byte[][] {spelled, sounding, phones}) {
      assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
      assertThat(wav.length).isBetween(10_000, 200_000);
    }
    assertThat(phones).isNotEqualTo(sounding);
    assertThat(get("/spoken?term=")).hasStatus(422);
    terms.add(model, "metoprolol", "", "", 1, user);
    Document page = parsed(get(""));
    assertThat(page.select("#terms [data-listen]")).hasSize(1);
    // Enter presses the first one.
    assertThat(page.select("#add-term button[type=submit]").eachText())
        .containsExactly("Add term", "Listen");
  }

  /**
   * To learn how words are said takes a while after the first start; the page says so meanwhile.
   */
  @Test
  void showsHowATermIsProbablySaidOnceThatIsLearnt() {
    terms.add(model, "zentrafine", "", "", 1, user);

    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              Document page = parsed(get("?proposals=true"));
              String shown = page.select("#terms tbody").text();
              assertThat(shown).containsAnyOf("A proposal is being worked out", "Proposed:");
              assertThat(page.select("#terms tbody code").text()).startsWith("Z EH N T R");
            });
    Document page = parsed(get("?proposals=true"));
    String guess = page.select("#terms tbody code").text();
    String listen =
        URLDecoder.decode(
            page.select("#terms tbody [id^=proposal] [data-listen]").attr("href"),
            StandardCharsets.UTF_8);
    assertThat(spoken(listen.replaceFirst("^.*/spoken", "")))
        .as("the guess is what is heard")
        .isEqualTo(spoken("?term=zentrafine&pronunciation=" + guess))
        .isNotEqualTo(spoken("?term=zentrafine&pronunciation=AA"));
  }

  @Test
  void letsAFewHearTermsAtOnceAndAnyNumberWhatWasSaidOfLate() {
    byte[] first = spoken("?term=losartan");
    int places = speaker.places().drainPermits();
    try {
      assertThat(spoken("?term=losartan")).isEqualTo(first);
      assertThat(get("/spoken?term=amlodipine")).hasStatus(429);
    } finally {
      speaker.places().release(places);
    }
    spoken("?term=amlodipine");
  }

  private byte[] spoken(String query) {
    MvcTestResult answer = get("/spoken" + query);
    assertThat(answer).hasStatusOk().hasContentType("audio/wav");
    return answer.getResponse().getContentAsByteArray();
  }

  private MvcTestResult get(String rest) {
    return web.get().uri(path + rest).with(as(user)).exchange();
  }

  private MvcTestResult post(String rest, Map<String, String> fields) {
    var request = web.post().uri(path + rest).with(as(user)).with(csrf());
    for (var field : fields.entrySet()) {
      request = request.param(field.getKey(), field.getValue());
    }
    return request.exchange();
  }

  private static Document parsed(MvcTestResult answer) {
    return Jsoup.parse(
        new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
  }
}
