package io.diction.dataset;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Mending data where its report stands, and checking data that is not kept. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetMendTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private TrainingData trainingData;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void editsALineOfATranscriptWithItsRecordingBesideItAndUndoesIt() throws Exception {
    upload(
        new Sent("visit.wav", DatasetFiles.wav(440)),
        Sent.text("visit.txt", "good morning\nbe\u0007ll\nlast\n"));
    String report = settled("visit.txt");
    settled("visit.wav");
    Element finding = page(report).select("[aria-labelledby=report-title] li").get(0);
    assertThat(finding.text()).contains("Line 2, column 3", "U+0007", "Remove the character");
    Document editor = page(finding.select("a").attr("href"));
    assertThat(editor.select("textarea").text()).isEqualTo("be\u0007ll");
    assertThat(editor.select("audio").attr("src")).contains("/audio?file=visit.wav");
    assertThat(get200(editor.select("audio").attr("src")).getContentType()).isEqualTo("audio/wav");

    assertThat(send(edit(report, editor, "the bell rings")).getStatus()).isEqualTo(302);

    Document mended = page(settled("visit.txt"));
    assertThat(mended.select(".fact .status-badge").get(0).text()).isEqualTo("Ready");
    assertThat(mended.select("#changes li").text()).contains("visit.txt edited line 2");
    assertThat(text("visit.txt")).isEqualTo("good morning\nthe bell rings\nlast\n");
    assertThat(trainingData.get(model, user.organization()).pairs().get(0).text())
        .contains("the bell rings");
    assertThat(audited("dataset.change")).containsExactly("visit.txt: visit.txt:2");

    assertThat(send(undo(report, mended)).getStatus()).isEqualTo(302);

    assertThat(page(settled("visit.txt")).select(".fact .status-badge").get(0).text())
        .isEqualTo("Needs review");
    assertThat(text("visit.txt")).contains("be\u0007ll");
    assertThat(page(report).select("#changes")).isEmpty();
    delete("visit.txt");
    delete("visit.wav");
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void mendsAllAlikeInAFolderAndDecodesNoRecordingAgain() throws Exception {
    String report = settled(folder());
    Document page = page(report);
    assertThat(page.select("#first li").get(0).text()).contains("3 × in 2 files", "all 3");
    assertThat(page.select("#files-of-report tbody th bdi").eachText()).contains("day 1/a.txt");
    jdbc.sql("update dataset_item set signal_to_noise = 77 where name = 'day 1/a.wav'").update();

    assertThat(send(act(report, "fix").param("rule", "illegal_character")).getStatus())
        .isEqualTo(302);

    page = page(settled("calls.zip"));
    assertThat(page.select("#first")).isEmpty();
    assertThat(page.select("#files-of-report").text()).contains("77 dB");
    assertThat(page.select("#changes li")).hasSize(2);
    assertThat(page.select(".fact .status-badge").get(0).text()).isEqualTo("Ready");
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(TrainingData.Pair::text)
        .containsExactlyInAnyOrder("one bell two bell", "a bell");

    assertThat(send(undo(report, page)).getStatus()).isEqualTo(302);
    assertThat(page(settled("calls.zip")).select("#first li").text()).contains("3 × in 2 files");
  }

  @Test
  void leavesAFileOutAndTakesItAgain() throws Exception {
    String report = settled(folder());
    assertThat(send(act(report, "leave-out").param("file", "b.wav")).getStatus()).isEqualTo(302);
    assertThat(send(act(settled("calls.zip"), "leave-out").param("file", "b.txt")).getStatus())
        .isEqualTo(302);

    Document page = page(settled("calls.zip") + "?severity=out");
    assertThat(page.select("#files-of-report tbody th bdi").eachText())
        .containsExactly("b.txt", "b.wav");
    assertThat(page(report).select("#first li").text()).contains("2 × in 1 file");

    assertThat(send(act(report, "take").param("file", "b.wav")).getStatus()).isEqualTo(302);
    assertThat(page(settled("calls.zip") + "?severity=out").select("#files-of-report tbody th"))
        .hasSize(1);
    assertThat(send(act(report, "take").param("file", "b.wav")).getStatus()).isEqualTo(409);
    assertThat(send(act(report, "leave-out").param("file", "none.wav")).getStatus()).isEqualTo(404);
  }

  @Test
  void replacesAFileByOneOfTheSameKind() throws Exception {
    String report = settled(folder());

    assertThat(
            replace(
                report, "b.txt", new Sent("better.txt", "clean".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(302);

    page(settled("calls.zip"));
    assertThat(page(report).select("#changes li").text()).contains("b.txt replaced");
    assertThat(statusOf(act(report, "fix").param("rule", "illegal_character"))).isEqualTo(302);
    settled("calls.zip");
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(TrainingData.Pair::text)
        .containsExactlyInAnyOrder("one bell two bell", "clean");
    assertThat(replace(report, "b.txt", new Sent("better.wav", DatasetFiles.wav(550))))
        .isEqualTo(422);
    assertThat(replace(report, "b.txt", new Sent("empty.txt", new byte[0]))).isEqualTo(422);
    assertThat(replace(report, "none.txt", new Sent("a.txt", new byte[] {'a'}))).isEqualTo(404);
    assertThat(
            replace(
                report,
                "calls.zip",
                new Sent(
                    "calls.zip",
                    DatasetFiles.zip(
                        Map.of("c.wav", DatasetFiles.wav(660), "c.txt", new byte[] {'c'})))))
        .isEqualTo(302);
    assertThat(page(settled("calls.zip")).select("#files-of-report tbody th bdi").eachText())
        .containsExactly("c.txt", "c.wav");
  }

  @Test
  void keepsWhatWasChangedOnceItIsConfirmedAndForgetsWhatCame() throws Exception {
    upload(Sent.text("a.txt", "b\u0007\nc\u0007\n"));
    String report = settled("a.txt");
    Document editor = page(page(report).select("[aria-labelledby=report-title] li a").attr("href"));
    send(edit(report, editor, "mended"));
    settled("a.txt");

    mvc.perform(act(report, "confirm"));

    assertThat(page(report).select("#changes")).isEmpty();
    assertThat(text("a.txt")).isEqualTo("mended\nc\u0007\n");
    assertThat(blobs.usedBytes(user.organization())).isEqualTo("mended\nc\u0007\n".length());
  }

  @Test
  void editsTheTextOfAManifestsObjectAlone() throws Exception {
    upload(
        new Sent("a.wav", DatasetFiles.wav(440)),
        Sent.text(
            "list.jsonl",
            "{\"audio_filepath\":\"a.wav\",\"text\":\"old\",\"offset\":0.5,\"duration\":0.25}\n"
                + "{\"audio_filepath\":\"a.wav\",\"text\":\"late\",\"offset\":9}\n"));
    settled("a.wav");
    String report = settled("list.jsonl");

    Document editor = page(report + "/line?file=list.jsonl&line=1");
    assertThat(editor.select("textarea").text()).isEqualTo("old");
    assertThat(editor.select("audio").attr("src")).endsWith("a.wav#t=0.5,0.75");
    send(edit(report, editor, "say \"new\""));
    mvc.perform(act(settled("list.jsonl"), "confirm"));

    assertThat(text("list.jsonl"))
        .startsWith("{\"audio_filepath\":\"a.wav\",\"text\":\"say \\\"new\\\"\"");
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(TrainingData.Pair::text)
        .contains("say \"new\"");
  }

  @Test
  void tellsTheSecondOfTwoWhoEditAtOnce() throws Exception {
    upload(Sent.text("a.txt", "one\u0007\ntwo\u0007\n"));
    String report = settled("a.txt");
    Document first = page(report + "/line?file=a.txt&line=1");
    Document second = page(report + "/line?file=a.txt&line=2");
    send(edit(report, first, "uno"));
    settled("a.txt");

    MockHttpServletResponse refused = send(edit(report, second, "due"));

    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(refused.getContentAsString())
        .contains("a.txt was changed by somebody else meanwhile");
    assertThat(text("a.txt")).isEqualTo("uno\ntwo\u0007\n");
  }

  @Test
  void tellsWhoeverEditsWhatWasConfirmedMeanwhile() throws Exception {
    upload(Sent.text("a.txt", "one\u0007\ntwo\u0007\nthree\u0007\n"));
    String report = settled("a.txt");
    Document open = page(report + "/line?file=a.txt&line=3");
    send(edit(report, page(report + "/line?file=a.txt&line=1"), "uno"));
    mvc.perform(act(settled("a.txt"), "confirm"));

    assertThat(statusOf(edit(report, open, "tre"))).isEqualTo(409);
    assertThat(text("a.txt")).isEqualTo("uno\ntwo\u0007\nthree\u0007\n");
  }

  @Test
  void mendsTheFilesThatItCanAndLeavesTheOthers() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : List.of("a", "b")) {
      entries.put(name + ".wav", DatasetFiles.wav(name.equals("a") ? 440 : 550));
      String times = name.equals("a") ? "foo --> bar" : "0:0:1 --> 0:0:2,5";
      entries.put(name + ".srt", ("1\n" + times + "\nhi\n").getBytes(StandardCharsets.UTF_8));
    }
    upload(new Sent("calls.zip", DatasetFiles.zip(entries)));
    String report = settled("calls.zip");

    assertThat(statusOf(act(report, "fix").param("rule", "bad_cue_times"))).isEqualTo(302);

    assertThat(page(settled("calls.zip")).select("#changes li").eachText())
        .singleElement()
        .asString()
        .contains("b.srt mended");
    assertThat(statusOf(act(report, "fix").param("rule", "bad_cue_times"))).isEqualTo(409);
  }

  @Test
  void trainsOnTheRecordingThatTookThePlaceOfOneInAManifest() throws Exception {
    upload(
        new Sent("a.wav", DatasetFiles.wav(440)),
        Sent.text("list.jsonl", "{\"audio_filepath\":\"a.wav\",\"text\":\"hi\"}\n"));
    String report = settled("a.wav");
    settled("list.jsonl");

    assertThat(replace(report, "a.wav", new Sent("b.wav", DatasetFiles.wav(660)))).isEqualTo(302);

    settled("a.wav");
    settled("list.jsonl");
    assertThat(
            jdbc.sql(
                    """
                    select f.sha256
                    from dataset_file f
                    join dataset d on d.id = f.dataset_id
                    where d.organization_id = :o and f.name = 'a.wav'
                    """)
                .param("o", user.organization().value())
                .query(String.class)
                .list())
        .as("the replacement, of the manifest too")
        .contains(sha256("a.wav"));
  }

  @Test
  void keepsTheChangesOfWhatIsReady() throws Exception {
    upload(Sent.text("a.txt", "be\u0007ll\n"));
    String report = settled("a.txt");
    send(edit(report, page(report + "/line?file=a.txt&line=1"), "bell"));
    Document ready = page(settled("a.txt"));
    assertThat(ready.select(".fact .status-badge").get(0).text()).isEqualTo("Ready");

    assertThat(ready.select("form[action$=confirm] button").text()).isEqualTo("Keep the changes");
    assertThat(statusOf(act(report, "confirm"))).isEqualTo(302);

    assertThat(page(report).select("#changes")).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isEqualTo("bell\n".length());
    assertThat(statusOf(act(report, "confirm"))).isEqualTo(409);
  }

  @Test
  void changesNoMoreThanThePlanHasRoomForOfTwoAtOnce() throws Exception {
    user = organizations.user(organizations.organization(null, new Limits(5, 100)), Role.USER);
    model = models.model(user, "Small");
    upload(
        Sent.text("a.txt", "a\u0007" + "x".repeat(28)),
        Sent.text("b.txt", "b\u0007" + "y".repeat(28)));
    List<MockHttpServletRequestBuilder> edits = new ArrayList<>();
    for (String name : List.of("a.txt", "b.txt")) {
      String report = settled(name);
      String text = name.substring(0, 1).repeat(30);
      edits.add(edit(report, page(report + "/line?file=" + name + "&line=1"), text));
    }

    List<CompletableFuture<Integer>> answers =
        edits.stream().map(edit -> CompletableFuture.supplyAsync(() -> statusOf(edit))).toList();

    assertThat(answers).extracting(CompletableFuture::join).containsExactlyInAnyOrder(302, 413);
    assertThat(blobs.usedBytes(user.organization())).isEqualTo(90);
  }

  @Test
  void refusesWhatCannotBeEdited() throws Exception {
    upload(
        Sent.text("a.txt", "one\u0007\n" + "x".repeat(1 << 20) + "xyz\nlast\n"),
        new Sent("b.wav", DatasetFiles.wav(440)));
    String report = settled("a.txt");
    settled("b.wav");

    for (String line : List.of("0", "-1", "2", "99", "2147483647")) {
      assertThat(statusOf(get(report + "/line?file=a.txt&line=" + line))).as(line).isEqualTo(404);
    }
    assertThat(statusOf(get(report + "/line?file=a.txt&line=99999999999"))).isEqualTo(400);
    assertThat(statusOf(get(report + "/line?file=../a.txt&line=1"))).isEqualTo(404);
    assertThat(statusOf(get(address("b.wav") + "/line?file=b.wav&line=1"))).isEqualTo(422);
    assertThat(
            statusOf(edit(report, page(report + "/line?file=a.txt&line=1"), "y".repeat(100_001))))
        .isEqualTo(422);
    assertThat(statusOf(act(report, "fix").param("rule", "no_such_rule"))).isEqualTo(404);
    assertThat(statusOf(act(report, "fix").param("rule", "empty_cue"))).isEqualTo(409);
    assertThat(statusOf(act(report, "undo").param("deed", "00000000-0000-0000-0000-000000000000")))
        .isEqualTo(404);
    Document editor = page(report + "/line?file=a.txt&line=1");
    send(edit(report, editor, "two\r\nlines\nin one"));
    settled("a.txt");
    assertThat(text("a.txt")).startsWith("two lines in one\nxxx");
  }

  @Test
  void changesNothingForOthersOrWhileATrainingIsQueued() throws Exception {
    upload(Sent.text("a.txt", "one\u0007\n"), Sent.text("fine.txt", "fine"));
    String report = settled("a.txt");
    settled("fine.txt");
    MockHttpServletRequestBuilder edit =
        edit(report, page(report + "/line?file=a.txt&line=1"), "uno");
    SignedIn owner = user;
    user = organizations.user(Role.ORGADMIN);
    assertThat(statusOf(edit)).isEqualTo(404);
    assertThat(statusOf(act(report, "fix").param("rule", "illegal_character"))).isEqualTo(404);
    assertThat(statusOf(get(report + "/report.csv"))).isEqualTo(404);
    user = owner;
    models.queue(model);

    Stream.of("fix", "undo", "take")
        .forEach(
            deed ->
                assertThat(
                        statusOf(
                            act(report, deed)
                                .param("rule", "illegal_character")
                                .param("file", "a.txt")
                                .param("deed", "00000000-0000-0000-0000-000000000000")))
                    .as(deed)
                    .isEqualTo(409));
    assertThat(statusOf(edit(report, page(report), "uno").param("file", "a.txt"))).isEqualTo(409);
    assertThat(page(report).select("form[action$=fix]")).isEmpty();
    assertThat(text("a.txt")).isEqualTo("one\u0007\n");
  }

  @Test
  void exportsTheReport() throws Exception {
    upload(Sent.text("=1.txt", "one\u0007\n"));
    String report = settled("=1.txt");

    assertThat(get200(report + "/report.csv").getContentAsString(StandardCharsets.UTF_8))
        .startsWith("severity,code,rule,file,line,column,found,expected\r\n")
        .contains(
            "\"error\",\"invalid_transcript_format\",\"illegal_character\",\"'=1.txt\",\"1\",\"4\"");
    assertThat(get200(report + "/report.json").getContentAsString(StandardCharsets.UTF_8))
        .contains("\"rule\" : \"illegal_character\"", "\"line\" : 1", "\"errors\" : 1");
  }

  @Test
  void checksWithoutKeepingAnything() throws Exception {
    byte[] zip =
        DatasetFiles.zip(Map.of("../out.txt", new byte[] {'x'}, "z.txt", new byte[] {'z'}));
    MockHttpServletResponse sent =
        form(
            path() + "/check",
            DatasetFiles.form(
                "",
                List.of(
                    new Sent("calls/visit.wav", DatasetFiles.wav(440)),
                    Sent.text("calls/visit.txt", "be\u0007ll\n"),
                    Sent.text("calls/.DS_Store", "x"),
                    new Sent("pairs.zip", zip))));
    assertThat(sent.getStatus()).isEqualTo(303);

    String report = sent.getRedirectedUrl();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> page(report).select("[aria-labelledby=progress-title]").isEmpty());
    Document page = page(report);

    assertThat(page.text())
        .contains("Nothing was stored", "U+0007", "which would lead outside", "hidden file");
    assertThat(get200(report + "/report.csv").getContentAsString()).contains("illegal_character");
    assertThat(get200(report + "/report.json").getContentAsString())
        .contains("illegal_character", "signal_to_noise_db");
    assertThat(get200(report + "/files.csv").getContentAsString())
        .contains("\"visit.wav\",\"audio\"");
    assertThat(page.select("#files tbody tr").text()).contains("visit.wav", "Without text");
    assertThat(
            jdbc.sql("select count(*) from blob where organization_id = :o")
                .param("o", user.organization().value())
                .query(Integer.class)
                .single())
        .as("stored, whether something refers to it or not")
        .isZero();
    assertThat(page(path()).select("#datasets tbody tr")).isEmpty();
    Path work = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(n -> n.startsWith("check-"));
    }
    user = organizations.user(Role.ORGADMIN);
    assertThat(statusOf(get(report))).isEqualTo(404);
  }

  @Test
  void saysWhenThereIsNothingToCheck() throws Exception {
    assertThat(form(path() + "/check", DatasetFiles.form("", List.of())).getStatus())
        .isEqualTo(422);
  }

  /** Two pairs, three bells in two texts. */
  private String folder() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("day 1/a.wav", DatasetFiles.wav(440));
    entries.put("day 1/a.txt", "one be\u0007ll\ntwo be\u0007ll\n".getBytes(StandardCharsets.UTF_8));
    entries.put("b.wav", DatasetFiles.wav(550));
    entries.put("b.txt", "a be\u0007ll\n".getBytes(StandardCharsets.UTF_8));
    upload(new Sent("calls.zip", DatasetFiles.zip(entries)));
    return "calls.zip";
  }

  private MockHttpServletRequestBuilder act(String report, String deed) {
    return post(report + "/" + deed).with(as(user)).with(csrf());
  }

  private MockHttpServletRequestBuilder edit(String report, Document editor, String text) {
    MockHttpServletRequestBuilder request = act(report, "line").param("text", text);
    for (String field : List.of("file", "line", "version")) {
      String value = editor.select("form[action$=line] input[name=" + field + "]").attr("value");
      request = request.param(field, value.isEmpty() ? "1" : value);
    }
    return request;
  }

  private MockHttpServletRequestBuilder undo(String report, Document page) {
    return act(report, "undo").param("deed", page.select("input[name=deed]").get(0).attr("value"));
  }

  private int replace(String report, String file, Sent other) throws Exception {
    String form =
        new String(DatasetFiles.form(file, List.of(other)), StandardCharsets.ISO_8859_1)
            .replace("name=\"type\"", "name=\"file\"")
            .replace("name=\"files\"", "name=\"bytes\"");
    return form(report + "/replace", form.getBytes(StandardCharsets.ISO_8859_1)).getStatus();
  }

  private MockHttpServletResponse form(String address, byte[] body) throws Exception {
    return send(
        post(address)
            .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
            .content(body)
            .with(as(user))
            .with(csrf().asHeader()));
  }

  private void upload(Sent... files) throws Exception {
    assertThat(form(path(), DatasetFiles.form("", List.of(files))).getStatus()).isEqualTo(303);
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request).andReturn().getResponse();
  }

  private int statusOf(MockHttpServletRequestBuilder request) {
    try {
      return send(request.with(as(user))).getStatus();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private MockHttpServletResponse get200(String address) throws Exception {
    MockHttpServletResponse response = send(get(address).with(as(user)));
    assertThat(response.getStatus()).isEqualTo(200);
    return response;
  }

  private Document page(String address) throws Exception {
    return Jsoup.parse(
        send(get(URI.create(address.replace(" ", "%20"))).with(as(user))).getContentAsString());
  }

  private String path() {
    return "/custom-models/" + model + "/datasets";
  }

  private String address(String name) throws Exception {
    return page(path() + "?size=100").select("#datasets tbody th a").stream()
        .filter(found -> found.text().equals(name))
        .findFirst()
        .orElseThrow()
        .attr("href");
  }

  /** Where the report stands once the validation is over. */
  private String settled(String name) throws Exception {
    String address = address(name);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                !List.of("Uploading", "Validating")
                    .contains(page(address).select(".fact .status-badge").get(0).text()));
    return address;
  }

  private String text(String name) throws Exception {
    return new String(
        get200(address(name) + "/file").getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private String sha256(String name) {
    return jdbc.sql("select sha256 from dataset where organization_id = :o and name = :name")
        .param("o", user.organization().value())
        .param("name", name)
        .query(String.class)
        .single();
  }

  private void delete(String name) throws Exception {
    assertThat(statusOf(act(address(name), "delete"))).isEqualTo(302);
  }

  private List<String> audited(String action) {
    return jdbc.sql(
            "select detail from audit_entry where action = :action and organization_id = :id")
        .param("action", action)
        .param("id", user.organization().value())
        .query(String.class)
        .list();
  }
}
