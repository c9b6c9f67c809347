package io.diction.dataset;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.folder.FolderList;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.Corpus;
import io.diction.testing.PortalTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Folders of training data are the files in them. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class FolderUploadTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private TrainingData trainingData;
  @Autowired private Blobs blobs;
  @Autowired private Parts parts;
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
  void keepsEachFileOnceAndNothingElse() throws Exception {
    byte[] wav = DatasetFiles.wav(440);
    upload(
        new Sent("ward/day 1/a.wav", wav),
        Sent.text("ward/day 1/a.txt", "good morning\n"),
        new Sent("ward/day 2/a.wav", wav),
        Sent.text("ward/day 2/a.txt", "good evening\n"));
    settled("ward.zip");

    List<Part> folder = parts.list(key("ward.zip"));
    assertThat(folder)
        .extracting(Part::path)
        .containsExactly("day 1/a.wav", "day 1/a.txt", "day 2/a.wav", "day 2/a.txt");
    assertThat(blobs.usedBytes(user.organization()))
        .as("the recording once, and the list of the files")
        .isEqualTo(wav.length + 2 * "good morning\n".length() + listBytes(folder));
    assertThat(sizeOf("ward.zip")).isEqualTo(2L * wav.length + 2 * "good morning\n".length());
    assertThat(bytesOnDisk()).isEqualTo(blobs.usedBytes(user.organization()));
    confirm("ward.zip");
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(TrainingData.Pair::text)
        .containsExactlyInAnyOrder("good morning", "good evening");

    delete("ward.zip");

    assertThat(blobs.usedBytes(user.organization())).isZero();
    assertThat(count("select sum(reference_count) from blob b")).isZero();
  }

  @Test
  void takesThousandsOfFilesAsOneRow() throws Exception {
    takes(2_500);
  }

  @Test
  @Tag("soak")
  void takesTwelveThousandFilesAsOneRow() throws Exception {
    takes(12_000);
  }

  private void takes(int files) throws Exception {
    List<Sent> sent = new ArrayList<>();
    int texts = 2_000;
    long bytes = 0;
    long once = 0;
    for (int i = 0; i < files; i++) {
      String text = "sentence number " + i % texts + "\n";
      sent.add(Sent.text("many/" + i / 1_000 + "/" + i + ".txt", text));
      bytes += text.length();
      once += i < texts ? text.length() : 0;
    }

    upload(sent.toArray(Sent[]::new));
    String report = settled("many.zip");
    assertThat(page(report).select(".fact .status-badge").get(0).text()).isEqualTo("Needs review");
    List<Part> folder = parts.list(key("many.zip"));
    assertThat(folder).hasSize(files);
    assertThat(sizeOf("many.zip")).isEqualTo(bytes);
    assertThat(blobs.usedBytes(user.organization())).isEqualTo(once + listBytes(folder));
    confirm("many.zip");
    assertThat(trainingData.get(model, user.organization()).texts()).hasSize(files);
    delete("many.zip");
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void tellsFilesOfTheSameNameInTwoFoldersApart() throws Exception {
    upload(
        Sent.text("one/a.txt", "first\n"),
        Sent.text("two/a.txt", "second\n"),
        Sent.text("one/a.txt", "third\n"));

    settled("one.zip");
    settled("two.zip");
    Document grid = page(path());
    assertThat(grid.select("#datasets tbody th").eachText())
        .containsExactlyInAnyOrder("one.zip", "two.zip");
    assertThat(unzip("one.zip")).containsOnly(Map.entry("a.txt", "first\n"));
    assertThat(unzip("two.zip")).containsOnly(Map.entry("a.txt", "second\n"));
  }

  @Test
  void recognisesAFolderThatIsThereAlreadyUnderAnyName() throws Exception {
    upload(Sent.text("ward/a.txt", "one\n"), Sent.text("ward/b.txt", "two\n"));
    settled("ward.zip");
    long used = blobs.usedBytes(user.organization());

    String next = upload(Sent.text("copy/b.txt", "two\n"), Sent.text("copy/a.txt", "one\n"));

    assertThat(next).isEqualTo(path());
    assertThat(page(path()).select("#datasets tbody th").eachText()).containsExactly("ward.zip");
    assertThat(blobs.usedBytes(user.organization())).isEqualTo(used);
  }

  @Test
  void givesAFolderBackAsAnArchive() throws Exception {
    byte[] wav = DatasetFiles.wav(440);
    upload(new Sent("Säle/a.wav", wav), Sent.text("Säle/innen/ü.txt", "grüß Gott\n"));
    String address = settled("Säle.zip");

    MockHttpServletResponse answer = send(get(address + "/file"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentType()).isEqualTo("application/octet-stream");
    assertThat(answer.getHeader("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.getHeader("Content-Disposition"))
        .startsWith("attachment;")
        .contains("S%C3%A4le.zip");
    Map<String, byte[]> entries = entries(answer.getContentAsByteArray());
    assertThat(entries).containsOnlyKeys("a.wav", "innen/ü.txt");
    assertThat(entries.get("a.wav")).isEqualTo(wav);
    assertThat(entries.get("innen/ü.txt")).asString().isEqualTo("grüß Gott\n");
    MockHttpServletResponse told = send(head(address + "/file"));
    assertThat(told.getContentAsByteArray()).isEmpty();
    assertThat(told.getContentLengthLong()).isEqualTo(answer.getContentAsByteArray().length);
    user = organizations.user(Role.ORGADMIN);
    assertThat(send(get(address + "/file")).getStatus()).isEqualTo(404);
  }

  @Test
  void goesOnWithADownloadThatBroke() throws Exception {
    upload(new Sent("ward/a.wav", DatasetFiles.wav(440)), Sent.text("ward/b.txt", "one\n"));
    String report = settled("ward.zip");
    MockHttpServletResponse first = send(get(report + "/file"));
    byte[] bytes = first.getContentAsByteArray();
    String tag = first.getHeader("ETag");

    MockHttpServletResponse rest =
        send(get(report + "/file").header("Range", "bytes=1000-").header("If-Range", tag));

    assertThat(rest.getStatus()).isEqualTo(206);
    assertThat(rest.getHeader("Content-Range"))
        .isEqualTo("bytes 1000-%d/%d".formatted(bytes.length - 1, bytes.length));
    assertThat(rest.getContentAsByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, 1000, bytes.length));
    assertThat(
            send(get(report + "/file").header("Range", "bytes=%d-".formatted(bytes.length)))
                .getStatus())
        .isEqualTo(416);

    MockHttpServletResponse other =
        send(get(report + "/file").header("Range", "bytes=1000-").header("If-Range", "\"old\""));
    assertThat(other.getStatus()).as("what was begun is not there any more").isEqualTo(200);
    assertThat(other.getContentAsByteArray()).isEqualTo(bytes);
    assertThat(other.getContentLengthLong()).isEqualTo(bytes.length);
  }

  @Test
  void isMendedFileByFileAndAsAWhole() throws Exception {
    upload(
        new Sent("calls/a.wav", DatasetFiles.wav(440)), Sent.text("calls/a.txt", "a be\u0007ll\n"));
    String report = settled("calls.zip");
    assertThat(page(report).select("#first").text()).contains("U+0007");

    act(report, post(report + "/fix").param("rule", "illegal_character"));

    assertThat(page(settled("calls.zip")).select("#first")).isEmpty();
    byte[] other = DatasetFiles.zip(Map.of("c.txt", "instead\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(replace(report, "calls.zip", new Sent("calls.zip", other))).isEqualTo(302);
    settled("calls.zip");
    assertThat(unzip("calls.zip")).containsOnly(Map.entry("c.txt", "instead\n"));
    String deed = page(report).select("input[name=deed]").get(0).attr("value");
    act(report, post(report + "/undo").param("deed", deed));
    settled("calls.zip");
    assertThat(unzip("calls.zip")).containsOnlyKeys("a.wav", "a.txt");
    assertThat(sizeOf("calls.zip")).isEqualTo(DatasetFiles.wav(440).length + 8);
    assertThat(replace(report, "calls.zip", new Sent("calls.zip", other))).isEqualTo(302);
    settled("calls.zip");

    confirm("calls.zip");

    assertThat(parts.list(key("calls.zip"))).isEmpty();
    assertThat(count("select count(*) from dataset_part p join dataset d on d.id = p.dataset_id"))
        .isZero();
    delete("calls.zip");
    assertThat(blobs.usedBytes(user.organization())).isZero();
    assertThat(count("select sum(reference_count) from blob b")).isZero();
  }

  @Test
  void makesAFolderOfAnArchiveAndLetsTheArchiveGo() throws Exception {
    byte[] wav = DatasetFiles.wav(440);
    byte[] zip =
        DatasetFiles.zip(
            Map.of("a.wav", wav, "in/a b.txt", "words\n".getBytes(StandardCharsets.UTF_8)));
    upload(new Sent("pairs.zip", zip));

    String report = settled("pairs.zip");

    List<Part> folder = parts.list(key("pairs.zip"));
    assertThat(folder).extracting(Part::path).containsExactly("a.wav", "in/a b.txt");
    assertThat(blobs.usedBytes(user.organization()))
        .as("nothing of the archive")
        .isEqualTo(wav.length + 6 + listBytes(folder));
    assertThat(sizeOf("pairs.zip")).isEqualTo(wav.length + 6);
    assertThat(entries(send(get(report + "/file")).getContentAsByteArray()).get("a.wav"))
        .isEqualTo(wav);
    assertThat(upload(new Sent("again.zip", zip))).as("the same archive").isEqualTo(path());
    assertThat(page(path()).select("#datasets tbody th").eachText()).containsExactly("pairs.zip");
    byte[] other = DatasetFiles.zip(Map.of("c.txt", "instead\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(replace(report, "pairs.zip", new Sent("pairs.zip", other))).isEqualTo(302);
    settled("pairs.zip");
    String deed = page(report).select("input[name=deed]").get(0).attr("value");
    act(report, post(report + "/undo").param("deed", deed));
    settled("pairs.zip");
    assertThat(unzip("pairs.zip")).containsOnlyKeys("a.wav", "in/a b.txt");
    delete("pairs.zip");
    assertThat(blobs.usedBytes(user.organization())).isZero();
    assertThat(count("select sum(reference_count) from blob b")).isZero();
  }

  @Test
  void leavesAnArchiveAsItCameWhereAnythingIsWrongWithIt() throws Exception {
    byte[] zip =
        DatasetFiles.zip(Map.of("../out.txt", new byte[] {'x'}, "in.txt", new byte[] {'y', '\n'}));
    upload(new Sent("odd.zip", zip));

    String report = settled("odd.zip");

    assertThat(page(report).text()).contains("which would lead outside");
    assertThat(parts.list(key("odd.zip"))).isEmpty();
    assertThat(send(get(report + "/file")).getContentAsByteArray()).isEqualTo(zip);
  }

  @Test
  void leavesAnArchiveAsItCameWhereThePlanHasNoRoomForItsFiles() throws Exception {
    user = organizations.user(organizations.organization(null, new Limits(5, 2_000)), Role.USER);
    model = models.model(user, "Small");
    byte[] zip =
        DatasetFiles.zip(Map.of("a.txt", "words ".repeat(5_000).getBytes(StandardCharsets.UTF_8)));
    upload(new Sent("grows.zip", zip));

    String report = settled("grows.zip");

    assertThat(parts.list(key("grows.zip"))).isEmpty();
    assertThat(send(get(report + "/file")).getContentAsByteArray()).isEqualTo(zip);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "de-DE/audio-and-trans.zip",
        "de-DE/related-text.txt",
        "en-US-biology/plain-text.txt",
        "en-US-biology/pronunciation.txt",
        "en-US-display-formatting/display-format.txt",
        "en-US-display-formatting/text.txt",
        "en-US-general/audio-and-trans.zip",
        "en-US-general/pronunciation.txt",
        "en-US-general/related-text.txt",
        "en-US-general/structured-text.md"
      })
  void takesTheFilesThatAnotherProductPublishes(String file) throws Exception {
    Path published = Corpus.require("azure-custom-speech", file.split("/"));
    String name = published.getFileName().toString();

    MockHttpServletResponse answer =
        form(path(), DatasetFiles.form("", List.of(new Sent(name, Files.readAllBytes(published)))));

    assertThat(answer.getStatus()).isEqualTo(303);
    Document report = page(settled(name));
    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Ready");
    assertThat(report.select("[aria-labelledby=report-title] .status-badge").eachText())
        .doesNotContain("Error");
    assertThat(trainingData.get(model, user.organization()).isEmpty()).isFalse();
  }

  @Test
  void refusesTheWholeFolderThatThePlanHasNoRoomForAndKeepsNothing() throws Exception {
    user = organizations.user(organizations.organization(null, new Limits(5, 300)), Role.USER);
    model = models.model(user, "Small");

    String next =
        upload(
            Sent.text("big/a.txt", "a".repeat(150)),
            Sent.text("big/b.txt", "b".repeat(100)),
            Sent.text("big/c.txt", "c".repeat(100)));

    assertThat(next).isEqualTo(path());
    assertThat(page(path()).select("#datasets tbody tr")).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
    assertThat(count("select count(*) from dataset d")).isZero();
  }

  private long listBytes(List<Part> folder) throws IOException {
    return new FolderList(folder).readAllBytes().length;
  }

  private long bytesOnDisk() throws IOException {
    Path data = Path.of(environment.getRequiredProperty("diction.data"));
    try (Stream<Path> files = Files.walk(data.resolve("blobs/" + user.organization()))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private DatasetKey key(String name) {
    return new DatasetKey(user.organization(), new DatasetId(id(name)));
  }

  private UUID id(String name) {
    return jdbc.sql("select id from dataset where organization_id = :o and name = :name")
        .param("o", user.organization().value())
        .param("name", name)
        .query(UUID.class)
        .single();
  }

  private long sizeOf(String name) {
    return jdbc.sql("select size_bytes from dataset where id = :id")
        .param("id", id(name))
        .query(Long.class)
        .single();
  }

  /** Of this organization alone. */
  private long count(String sql) {
    String table = sql.contains(" blob b") ? "b" : "d";
    return jdbc.sql(sql + " where " + table + ".organization_id = :o")
        .param("o", user.organization().value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private String path() {
    return "/custom-models/" + model + "/datasets";
  }

  /** Where it leads. */
  private String upload(Sent... files) throws Exception {
    MockHttpServletResponse answer =
        form(path() + "/upload", DatasetFiles.form("", List.of(files)));
    assertThat(answer.getStatus()).isEqualTo(303);
    return answer.getRedirectedUrl();
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
            .with(csrf().asHeader()));
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(as(user))).andReturn().getResponse();
  }

  private void act(String report, MockHttpServletRequestBuilder deed) throws Exception {
    assertThat(send(deed.with(csrf())).getStatus()).as(report).isEqualTo(302);
  }

  private void confirm(String name) throws Exception {
    act(name, post(address(name) + "/confirm"));
  }

  private void delete(String name) throws Exception {
    act(name, post(address(name) + "/delete"));
  }

  private Map<String, String> unzip(String name) throws Exception {
    Map<String, String> texts = new HashMap<>();
    byte[] zip = send(get(address(name) + "/file")).getContentAsByteArray();
    entries(zip)
        .forEach((entry, bytes) -> texts.put(entry, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private Document page(String address) throws Exception {
    return Jsoup.parse(send(get(address)).getContentAsString());
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
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                !List.of("Uploading", "Validating")
                    .contains(page(address).select(".fact .status-badge").get(0).text()));
    return address;
  }
}
