package io.diction.transcription;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.WordTiming;
import io.diction.testing.PortalTest;
import io.diction.transcription.correction.Corrections;
import io.diction.transcription.correction.OldTranscripts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, SessionFixtures.class})
class SessionListTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private SessionFixtures fixtures;
  @Autowired private Sessions sessions;
  @Autowired private Corrections corrections;
  @Autowired private OldTranscripts old;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;

  @BeforeEach
  void signIn() {
    user = people.user(Role.USER);
  }

  @Test
  void findsSessionsByNameAndByTheWordsSaidInThem() throws Exception {
    UUID hill = said("walk.wav", "The house is on the Green hill.");
    said("other.wav", "Nothing of the kind.");

    assertThat(names("text=WALK")).containsExactly("walk.wav");
    Document found = page(user, "text=green+hill");
    assertThat(found.select("tbody tr")).hasSize(1);
    assertThat(found.select("mark").eachText()).containsExactly("Green", "hill");
    assertThat(found.select(".session-hit a").attr("href"))
        .isEqualTo("/sessions/" + hill + "#passage-1");
    assertThat(names("text=green+kind")).as("all words in one session").isEmpty();
    assertThat(names("text=gre")).as("whole words").isEmpty();
    assertThat(page(user, "text=%25'%22%3Cb%3E").select("tbody tr")).isEmpty();
  }

  @Test
  void findsWhatWasCorrectedAndNoLongerWhatWasThere() {
    UUID id = said("call.wav", "Take brave total daily.");
    corrections.save(user, id, 1, 0, "Take Brevotal daily.");

    assertThat(count("brevotal", id)).isEqualTo(1);
    assertThat(count("brave", id)).isZero();
    assertThat(count("take", id)).isEqualTo(1);
    corrections.undo(user, id);
    assertThat(count("brevotal", id)).isZero();
    assertThat(count("total", id)).isEqualTo(1);
  }

  @Test
  void takesInWhatWasTranscribedBeforeThereWasAnIndex() {
    UUID id = said("call.wav", "Before the index.");
    jdbc.sql("delete from session_word where session_id = :id").param("id", id).update();
    jdbc.sql("delete from session_passage where session_id = :id").param("id", id).update();
    jdbc.sql("update stt_session set indexed = false where id = :id").param("id", id).update();

    old.index();

    assertThat(count("index", id)).isEqualTo(1);
    assertThat(
            jdbc.sql("select indexed from stt_session where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void filtersByStateModelLanguageDateAndMaker() throws Exception {
    said("ready.wav", "One.");
    fixtures.queued(user);
    String model =
        page(user, "").select("[name=model] option").stream()
            .map(option -> option.attr("value"))
            .filter(value -> value.startsWith("base:"))
            .findFirst()
            .orElseThrow();

    assertThat(names("state=SUCCEEDED")).containsExactly("ready.wav");
    assertThat(names("state=QUEUED")).containsExactly("call.wav");
    assertThat(names("model=" + model)).hasSize(2);
    assertThat(names("model=base:" + UUID.randomUUID())).isEmpty();
    assertThat(names("language=en-US")).hasSize(2);
    assertThat(names("language=xx")).isEmpty();
    assertThat(names("from=2000-01-01&until=2000-01-02")).isEmpty();
    assertThat(names("from=2000-01-01")).hasSize(2);
    assertThat(names("from=nonsense&state=nonsense&model=nonsense&whose=nonsense")).hasSize(2);
    assertThat(names("until=-999999999-01-01")).as("beyond what databases know").isEmpty();
    assertThat(
            mvc.perform(
                    get("/sessions")
                        .param("from", "-999999999-01-01")
                        .param("until", "+999999999-12-31")
                        .with(as(user)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8))
        .contains("ready.wav", "call.wav");
    assertThat(names("whose=shared")).isEmpty();
    assertThat(names("whose=mine")).hasSize(2);
    assertThat(names("page=99999999")).as("nearest page").hasSize(2);
  }

  @Test
  void showsOthersOnlyWhatIsShared() throws Exception {
    SignedIn colleague = people.user(user.organization(), Role.USER);
    SignedIn stranger = people.user(Role.RESELLER);
    UUID id = said("call.wav", "Our secret.");
    assertThat(page(colleague, "text=secret").select("tbody tr")).isEmpty();
    assertThat(status(colleague, "/sessions/" + id)).isEqualTo(404);

    assertThat(send(user, "/sessions/" + id + "/sharing", "true").getStatus()).isEqualTo(302);

    assertThat(page(colleague, "text=secret").select("tbody tr").text())
        .contains("Shown to the organization by " + user.displayName());
    assertThat(status(colleague, "/sessions/" + id)).isEqualTo(200);
    assertThat(status(colleague, "/sessions/" + id + "/audio")).isEqualTo(200);
    for (String deed : List.of("/delete", "/cancel", "/sharing", "/training")) {
      assertThat(send(colleague, "/sessions/" + id + deed, "true").getStatus()).as(deed).isIn(403);
    }
    assertThat(status(stranger, "/sessions/" + id)).isEqualTo(404);
    assertThat(page(stranger, "text=secret").select("tbody tr")).isEmpty();
  }

  @Test
  void anAdministratorSaysWhoSeesNewSessions() throws Exception {
    SignedIn admin = people.user(user.organization(), Role.ORGADMIN);
    UUID before = said("before.wav", "Before.");
    assertThat(send(user, "/sessions/sharing", "true").getStatus()).isEqualTo(403);

    assertThat(send(admin, "/sessions/sharing", "true").getStatus()).isEqualTo(302);

    assertThat(home(user).select("[data-shown]")).as("told before it starts").hasSize(1);
    assertThat(home(people.user(Role.USER)).select("[data-shown]")).isEmpty();
    UUID after = said("after.wav", "After.");
    assertThat(status(admin, "/sessions/" + before)).isEqualTo(404);
    assertThat(status(admin, "/sessions/" + after)).isEqualTo(200);
    assertThat(send(user, "/sessions/" + after + "/sharing", "false").getStatus()).isEqualTo(302);
    assertThat(status(admin, "/sessions/" + after)).isEqualTo(404);
  }

  @Test
  void exportsSeveralAsOneArchive() throws Exception {
    UUID one = said("call.wav", "First words.");
    UUID other = said("call.wav", "Other words.");
    corrections.save(user, other, 1, 0, "Corrected words.");

    MockHttpServletResponse zip =
        mvc.perform(
                get("/sessions/export?format=txt&session=%s&session=%s".formatted(one, other))
                    .with(as(user)))
            .andReturn()
            .getResponse();

    assertThat(zip.getContentType()).isEqualTo("application/zip");
    // Text has no place for what made it, so its name tells.
    SttSession made = sessions.get(user, one);
    String name = "call (%s, %s)".formatted(made.modelLabel(), made.modelHash().substring(0, 12));
    assertThat(entries(zip.getContentAsByteArray()))
        .containsOnly(
            Map.entry(name + ".txt", "First words.\n"),
            Map.entry(name + " (2).txt", "Corrected words.\n"));
    assertThat(EntryName.of("a:b?.txt")).isEqualTo("a_b_.txt");
    assertThat(EntryName.of("con.mp3.txt")).isEqualTo("_con.mp3.txt");
    assertThat(EntryName.of("\u6f22".repeat(200) + ".docx"))
        .isEqualTo("\u6f22".repeat(65) + ".docx");
    SignedIn stranger = people.user(Role.USER);
    assertThat(status(stranger, "/sessions/export?format=txt&session=" + one)).isEqualTo(404);
    assertThat(status(user, "/sessions/export?format=txt")).isEqualTo(422);
    assertThat(status(user, "/sessions/export?format=exe&session=" + one)).isEqualTo(404);
  }

  private UUID said(String name, String text) {
    List<WordTiming> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      words.add(new WordTiming(word, words.size() * 0.3, words.size() * 0.3 + 0.2, 0.9));
    }
    return fixtures.finished(
        user, name, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8), words);
  }

  private long count(String word, UUID session) {
    return jdbc.sql("select count(*) from session_word where word = :word and session_id = :id")
        .param("word", word)
        .param("id", session)
        .query(Long.class)
        .single();
  }

  private List<String> names(String query) throws Exception {
    return page(user, query).select("tbody th .name, tbody th.name div > a:first-child").eachText();
  }

  private Document page(SignedIn who, String query) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get("/sessions?" + query).with(as(who))).andReturn().getResponse();
    assertThat(response.getStatus()).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private Document home(SignedIn who) throws Exception {
    return Jsoup.parse(
        mvc.perform(get("/").with(as(who)))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8));
  }

  private int status(SignedIn who, String path) throws Exception {
    return mvc.perform(get(path).with(as(who))).andReturn().getResponse().getStatus();
  }

  private MockHttpServletResponse send(SignedIn who, String path, String shared) throws Exception {
    return mvc.perform(post(path).param("shared", shared).with(as(who)).with(csrf()))
        .andReturn()
        .getResponse();
  }

  private static Map<String, String> entries(byte[] bytes) throws Exception {
    Map<String, String> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        zip.transferTo(content);
        entries.put(entry.getName(), content.toString(StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
