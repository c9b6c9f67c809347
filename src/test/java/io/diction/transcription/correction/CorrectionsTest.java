package io.diction.transcription.correction;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.WordTiming;
import io.diction.testing.PortalTest;
import io.diction.transcription.SessionFixtures;
import io.diction.transcription.correction.Corrections.Saved;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, SessionFixtures.class})
class CorrectionsTest {
  private static final List<WordTiming> WORDS =
      List.of(
          new WordTiming("Take", 0.0, 0.4, 0.9),
          new WordTiming("brave", 0.5, 0.8, 0.3),
          new WordTiming("total", 0.8, 1.2, 0.2),
          new WordTiming("daily.", 1.3, 1.8, 0.95),
          new WordTiming("With", 5.0, 5.3, 0.9),
          new WordTiming("food.", 5.4, 5.9, 0.9));

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private SessionFixtures fixtures;
  @Autowired private Corrections corrections;

  private SignedIn user;
  private SignedIn colleague;
  private UUID session;

  @BeforeEach
  void makeSession() throws Exception {
    user = people.user(Role.USER);
    colleague = people.user(user.organization(), Role.USER);
    session = fixtures.finished(user, WORDS);
    assertThat(send(user, "/sharing", "shared", "true").getStatus()).isEqualTo(302);
  }

  @Test
  void keepsTheOriginalAndExportsWhatWasCorrected() throws Exception {
    Saved saved = corrections.save(user, session, 1, 0, "Take  Brevotal\n daily.");

    assertThat(saved.conflict()).isFalse();
    assertThat(saved.passage().text()).isEqualTo("Take Brevotal daily.");
    assertThat(saved.passage().version()).isEqualTo(1);
    assertThat(export("txt", "")).isEqualTo("Take Brevotal daily. With food.\n");
    assertThat(export("txt", "?text=original")).isEqualTo("Take brave total daily. With food.\n");
    assertThat(export("vtt", "")).contains("Take Brevotal daily.");
    assertThat(export("json", "")).contains("\"word\":\"brevotal\"").doesNotContain("\"brave\"");
  }

  @Test
  void tellsAllUnsureWordsWithoutColourToo() throws Exception {
    Document page = page("");

    assertThat(page.select(".word-doubtful").eachText()).containsExactly("brave", "total");
    assertThat(page.select("#passage-1 .visually-hidden").text())
        .isEqualTo("Unsure of 2 words: brave, total");
    assertThat(page.select(".editor-count").text())
        .isEqualTo("2 unsure words · 0 of 2 passages checked");
    assertThat(page.select(".hash").text()).as("the whole hash").hasSize(64);
  }

  @Test
  void savesByAPlainFormAndComesBackToThePassage() throws Exception {
    Document form = page("/passages/1");
    assertThat(form.select("textarea").text()).isEqualTo("Take brave total daily.");
    assertThat(form.select("audio").attr("src")).endsWith("#t=0.00,1.80");

    MockHttpServletResponse saved =
        send(user, "/passages/1", "version", "0", "text", "Take Brevotal daily.");

    assertThat(saved.getStatus()).isEqualTo(302);
    assertThat(saved.getRedirectedUrl()).isEqualTo("/sessions/" + session + "#passage-1");
    Document page = page("");
    assertThat(page.select("#passage-1 .word").eachText())
        .containsExactly("Take", "Brevotal", "daily.");
    assertThat(page.select("#passage-1").text()).contains("Checked by a person");
    assertThat(page.select("#passage-1 .word").get(1).attr("data-end")).isEqualTo("1.2");
  }

  @Test
  void ofTwoWhoChangeAPassageTheSecondLosesNothing() throws Exception {
    assertThat(corrections.save(user, session, 1, 0, "Take Brevotal daily.").conflict()).isFalse();

    MockHttpServletResponse second =
        send(colleague, "/passages/1", "version", "0", "text", "Take Brevetol daily.");

    assertThat(second.getStatus()).isEqualTo(409);
    Document form = Jsoup.parse(second.getContentAsString(StandardCharsets.UTF_8));
    assertThat(form.select("[role=alert] q").text()).isEqualTo("Take Brevotal daily.");
    assertThat(form.select("textarea").text()).as("typed").isEqualTo("Take Brevetol daily.");
    assertThat(form.select("[name=version]").attr("value")).isEqualTo("1");
    assertThat(corrections.passage(user, session, 1).text()).isEqualTo("Take Brevotal daily.");
    MockHttpServletResponse swapped =
        mvc.perform(
                post("/sessions/" + session + "/passages/1")
                    .param("version", "0")
                    .param("text", "Mine")
                    .header("HX-Request", "true")
                    .with(as(colleague))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(swapped.getStatus()).as("htmx shows no other").isEqualTo(422);
    assertThat(swapped.getContentAsString(StandardCharsets.UTF_8)).contains(">Mine</textarea>");

    assertThat(corrections.save(colleague, session, 2, 0, "With good food.").conflict())
        .as("another passage")
        .isFalse();
    assertThat(corrections.save(colleague, session, 1, 0, "Take Brevotal daily.").conflict())
        .as("the same words")
        .isFalse();
  }

  /** Each saves as often as it takes; all of them are in the history, none is lost. */
  @Test
  void manyAtOnceAreKeptOneAfterTheOther() {
    List<Boolean> saved =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  boolean conflict = true;
                  while (conflict) {
                    int version = corrections.passage(user, session, 2).version();
                    conflict =
                        corrections
                            .save(
                                i % 2 == 0 ? user : colleague,
                                session,
                                2,
                                version,
                                "With food " + i)
                            .conflict();
                  }
                  return true;
                })
            .toList();

    assertThat(saved).hasSize(16);
    assertThat(corrections.history(user, session, GridQuery.first("made")).rows())
        .hasSize(16)
        .extracting(Correction::after)
        .doesNotHaveDuplicates();
  }

  @Test
  void undoesAndDoesAgainWhatOnePersonDid() {
    corrections.save(user, session, 1, 0, "Take Brevotal daily.");
    corrections.save(user, session, 2, 0, "With good food.");
    corrections.save(colleague, session, 1, 1, "Take Brevotal twice.");

    assertThat(corrections.undo(user, session).text()).isEqualTo("With food.");
    assertThat(corrections.passage(user, session, 2).checked()).isFalse();
    assertThat(corrections.redo(user, session).text()).isEqualTo("With good food.");
    assertThat(corrections.undo(user, session).text()).isEqualTo("With food.");
    assertThatThrownBy(() -> corrections.undo(user, session))
        .as("somebody else went on from there")
        .isInstanceOf(WrongState.class);
    assertThat(corrections.undo(colleague, session).text()).isEqualTo("Take Brevotal daily.");
    assertThatThrownBy(() -> corrections.undo(colleague, session)).isInstanceOf(WrongState.class);
  }

  @Test
  void undoesAndDoesAgainSeveralCorrectionsOfOnePassage() {
    corrections.save(user, session, 1, 0, "Take Brevotal daily.");
    corrections.save(user, session, 1, 1, "Take Brevotal twice.");

    assertThat(corrections.undo(user, session).text()).isEqualTo("Take Brevotal daily.");
    assertThat(corrections.undo(user, session).text()).isEqualTo("Take brave total daily.");
    assertThat(corrections.read(user, session).mayUndo()).isFalse();
    assertThat(corrections.redo(user, session).text()).isEqualTo("Take Brevotal daily.");
    assertThat(corrections.redo(user, session).text()).isEqualTo("Take Brevotal twice.");
    assertThat(corrections.read(user, session).mayRedo()).isFalse();
    assertThat(corrections.undo(user, session).text()).isEqualTo("Take Brevotal daily.");
  }

  @Test
  void whatSomebodyElseWentOnWithIsNotInTheWay() {
    corrections.save(user, session, 2, 0, "With good food.");
    corrections.save(user, session, 1, 0, "Take Brevotal daily.");
    corrections.save(colleague, session, 1, 2, "Take Brevotal twice.");

    assertThat(corrections.undo(user, session).text())
        .as("the other passage")
        .isEqualTo("With food.");
    assertThat(corrections.read(user, session).mayUndo()).isFalse();
    assertThat(corrections.undo(colleague, session).text()).isEqualTo("Take Brevotal daily.");
    assertThat(corrections.undo(user, session).text())
        .as("now it stands again")
        .isEqualTo("Take brave total daily.");
  }

  @Test
  void keepsJoinersWhichArePartOfWords() {
    String text = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 yes\u0085\u2028no\u202e\u00ad";

    assertThat(corrections.save(user, session, 1, 0, text).passage().text())
        .isEqualTo("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 yes no");
  }

  @Test
  void aNewCorrectionLeavesNothingToDoAgain() {
    corrections.save(user, session, 1, 0, "Take Brevotal daily.");
    Passage undone = corrections.undo(user, session);
    corrections.save(user, session, 1, undone.version(), "Take it daily.");

    CorrectedTranscript read = corrections.read(user, session);
    assertThat(read.mayRedo()).isFalse();
    assertThat(read.mayUndo()).isTrue();
  }

  @Test
  void restoresWhatWasBeforeAnyCorrection() throws Exception {
    corrections.save(user, session, 1, 0, "Take Brevotal daily.");
    corrections.save(colleague, session, 1, 1, "Nonsense");

    Document history = page("/history");
    assertThat(history.select("tbody tr")).hasSize(2);
    assertThat(history.select("tbody tr").first().text())
        .contains(colleague.displayName(), "Take Brevotal daily.", "Nonsense");

    assertThat(send(user, "/history/2/restore").getStatus()).isEqualTo(302);
    assertThat(corrections.passage(user, session, 1).text()).isEqualTo("Take Brevotal daily.");
    assertThat(send(user, "/history/1/restore").getStatus()).isEqualTo(302);
    assertThat(corrections.passage(user, session, 1).words()).isEqualTo(WORDS.subList(0, 4));
  }

  @Test
  void tellsThatAPassageWasFoundRightAndThatThisWasTakenBack() throws Exception {
    corrections.save(user, session, 1, 0, corrections.passage(user, session, 1).text());
    var unused = corrections.undo(user, session);

    assertThat(page("/history").select("tbody tr td[data-label=What]").eachText())
        .containsExactly("Undone", "Found right");
  }

  @Test
  void refusesWhatIsNoPassage() throws Exception {
    assertThatThrownBy(() -> corrections.save(user, session, 3, 0, "x"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> corrections.save(user, session, 0, 0, "x"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> corrections.save(user, session, 1, 0, "x ".repeat(500)))
        .isInstanceOf(Invalid.class);
    MockHttpServletResponse tooLong =
        send(user, "/passages/1", "version", "0", "text", "y".repeat(4001));
    assertThat(tooLong.getStatus()).isEqualTo(422);
    assertThat(tooLong.getContentAsString(StandardCharsets.UTF_8)).contains("y".repeat(4001));
    corrections.save(user, session, 1, 0, "<script>alert(1)</script> \u0000\u202e");
    assertThat(page("").select("#passage-1 script")).isEmpty();
  }

  @Test
  void nobodyElseCorrectsAPrivateSession() throws Exception {
    assertThat(send(user, "/sharing", "shared", "false").getStatus()).isEqualTo(302);

    assertThatThrownBy(() -> corrections.save(colleague, session, 1, 0, "x"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> corrections.read(people.user(Role.SYSOP), session))
        .isInstanceOf(NotFound.class);
  }

  private MockHttpServletResponse send(SignedIn who, String path, String... fields)
      throws Exception {
    MockHttpServletRequestBuilder request =
        post("/sessions/" + session + path).with(as(who)).with(csrf());
    for (int i = 0; i < fields.length; i += 2) {
      request.param(fields[i], fields[i + 1]);
    }
    return mvc.perform(request).andReturn().getResponse();
  }

  private String export(String format, String query) throws Exception {
    return mvc.perform(get("/sessions/" + session + "/transcript." + format + query).with(as(user)))
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private Document page(String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get("/sessions/" + session + path).with(as(user))).andReturn().getResponse();
    assertThat(response.getStatus()).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }
}
