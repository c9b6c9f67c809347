package io.diction.dataset.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.dataset.tus.PartialRows.Promised;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import me.desair.tus.server.upload.UploadId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;

/** The tus protocol as its clients speak it, through the real server. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class TusUploadTest {
  private static final byte[] WORDS =
      "the house on the hill\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
  private static final long TEN_GIGABYTES = 10L * 1024 * 1024 * 1024;

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private CustomModels customModels;
  @Autowired private PartialFiles files;
  @Autowired private PartialCleanUp cleanUp;
  @Autowired private PartialRows rows;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private CustomModelId model;
  private HttpBrowser browser;

  @BeforeEach
  void signIn() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Court");
    browser = browser(user);
  }

  /** The sum is kept beside the uploads, and never says less than they do. */
  @AfterEach
  void sumsWhatWasPromised() {
    Promised summed = rows.promised(user.organization());
    Promised counted = rows.recounted(user.organization());

    if (customModels.find(model, user).isPresent()) {
      assertThat(summed).isEqualTo(counted);
    }
    assertThat(summed.uploads()).isGreaterThanOrEqualTo(counted.uploads());
    assertThat(summed.bytes()).isGreaterThanOrEqualTo(counted.bytes());
  }

  @Test
  void givesRoomThatAModelTookWithItToOthers() {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.ORGADMIN);
    model = models.model(user, "Small");
    browser = browser(user);
    begin("a.txt", 60);
    CustomModelId other = models.model(user, "Other");
    customModels.delete(model, user);
    model = other;

    assertThat(begin("b.txt", 90)).isNotEmpty();
    assertRefused(creation("c.txt", 11), 413, "storage_limit");
  }

  @Test
  void takesAFileFromTheOfficialClientAndMakesItADataset() throws Exception {
    TusUploader uploader = client().createUpload(upload("hill.txt", WORDS));
    sendAll(uploader);
    assertThat(names()).as("before it is said that all is there").isEmpty();

    HttpResponse<String> done = received("", idOf(uploader.getUploadURL().getPath()));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(names()).containsExactly("hill.txt");
    assertThat(sha256()).isEqualTo(HexFormat.of().formatHex(digest(WORDS)));
    assertThat(rows()).isZero();
    assertThat(Files.exists(files.data(idOf(uploader.getUploadURL().getPath())))).isFalse();
  }

  @Test
  void goesOnWhereABrokenConnectionEnded() throws Exception {
    TusClient client = client();
    client.enableResuming(new TusURLMemoryStore());
    TusUpload first = upload("hill.txt", WORDS);
    TusUploader broken = client.createUpload(first);
    breakOff(broken.getUploadURL().getPath(), 100_000);

    TusUploader again = client.resumeOrCreateUpload(upload("hill.txt", WORDS));

    assertThat(again.getUploadURL()).isEqualTo(broken.getUploadURL());
    assertThat(again.getOffset()).isEqualTo(100_000);
    sendAll(again);
    assertThat(received("", idOf(again.getUploadURL().getPath())).statusCode()).isEqualTo(303);
    assertThat(sha256()).isEqualTo(HexFormat.of().formatHex(digest(WORDS)));
  }

  /** A process that was killed wrote bytes that it did not note down. */
  @Test
  void goesOnAtTheEndOfTheFileWhateverWasNoted() throws Exception {
    String place = begin("hill.txt", WORDS.length);
    Files.write(files.data(idOf(place)), Arrays.copyOf(WORDS, 50_000));

    assertThat(offset(place)).isEqualTo(50_000);
    assertThat(patch(place, 50_000, Arrays.copyOfRange(WORDS, 50_000, WORDS.length)).statusCode())
        .isEqualTo(204);
    assertThat(received("", idOf(place)).statusCode()).isEqualTo(303);
    assertThat(sha256()).isEqualTo(HexFormat.of().formatHex(digest(WORDS)));
  }

  @Test
  void stopsAtTheReportWhereTrainingDataIsUploaded() throws Exception {
    UUID first = whole("talks/one.txt", "one house");
    UUID second = whole("talks/two.txt", "two houses");

    HttpResponse<String> done = received("held=true", first, second);

    assertThat(done.headers().firstValue("Location").orElseThrow())
        .matches(".*/datasets/[0-9a-f-]{36}$");
    assertThat(names()).containsExactly("talks.zip");
    assertThat(
            jdbc.sql("select held from dataset where organization_id = :o")
                .param("o", user.organization().value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void saysWhatHadNoBytesToSend() throws Exception {
    UUID id = whole("one.txt", "one house");

    HttpResponse<String> done = received("others=empty.txt%0A", id);

    assertThat(browser.get(path(done)).body()).contains("empty.txt").contains("The file is empty");
    assertThat(names()).containsExactly("one.txt");
  }

  @Test
  void storesTheSameBytesOnce() throws Exception {
    UUID first = whole("one.txt", "the same words");
    received("", first);
    CustomModelId other = models.model(user, "Second");
    model = other;
    received("", whole("two.txt", "the same words"));

    assertThat(names()).containsExactlyInAnyOrder("one.txt", "two.txt");
    assertThat(
            jdbc.sql("select count(*) from blob where organization_id = :o and reference_count = 2")
                .param("o", user.organization().value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void dropsAChunkWhoseChecksumDiffers() throws Exception {
    String place = begin("hill.txt", 5);

    HttpResponse<String> wrong =
        patch(place, 0, "wordz", "Upload-Checksum", "sha1 " + sha1("words"));
    assertThat(wrong.statusCode()).isEqualTo(460);
    assertThat(offset(place)).isZero();
    assertThat(patch(place, 0, "words", "Upload-Checksum", "sha1 " + sha1("words")).statusCode())
        .isEqualTo(204);
    assertThat(offset(place)).isEqualTo(5);
  }

  @Test
  void offersWhatItUnderstands() {
    assertThat(
            browser
                .send("OPTIONS", tus(), new byte[0], version())
                .headers()
                .firstValue("Tus-Extension")
                .orElseThrow()
                .split(","))
        .contains("creation", "checksum", "concatenation", "expiration", "termination")
        .doesNotContain("checksum-trailer");
  }

  /** A library that may see a checksum behind the bytes computes all it knows. */
  @Test
  void computesNoChecksumThatNobodySends() {
    MockHttpServletRequest request = new MockHttpServletRequest("PATCH", "/");
    request.addHeader("Transfer-Encoding", "chunked");

    assertThat(new Asked(request, HttpMethod.PATCH).getHeader("transfer-encoding")).isNull();
  }

  @Test
  void joinsParts() throws Exception {
    List<String> parts = new ArrayList<>();
    for (String part : List.of("the house ", "on the hill")) {
      Map<String, String> headers = creation("", part.length());
      headers.put("Upload-Concat", "partial");
      String place = place(browser.send("POST", tus(), new byte[0], headers));
      patch(place, 0, part);
      parts.add(place);
    }
    Map<String, String> headers = creation("hill.txt", -1);
    headers.put("Upload-Concat", "final;" + String.join(" ", parts));
    headers.put("Content-Type", "application/offset+octet-stream");
    byte[] more = "what is joined has no bytes of its own".getBytes(StandardCharsets.UTF_8);
    String place = place(browser.send("POST", tus(), more, headers));

    assertThat(received("", idOf(parts.get(0))).statusCode()).as("a part alone").isEqualTo(409);
    assertThat(received("", idOf(place)).statusCode()).isEqualTo(303);
    assertThat(sha256())
        .isEqualTo(
            HexFormat.of()
                .formatHex(digest("the house on the hill".getBytes(StandardCharsets.UTF_8))));
    assertThat(rows()).isZero();
  }

  /** As clients of several lines do it: each part goes on by itself. */
  @Test
  void takesPartsThatAreSentAtTheSameTimeAndGoOnByThemselves() throws Exception {
    UUID whole = UUID.randomUUID();
    int third = WORDS.length / 3;
    List<TusUploader> sending = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sending.add(
          partClient(whole)
              .createUpload(
                  upload("part " + i, Arrays.copyOfRange(WORDS, i * third, end(i, third)))));
    }
    for (TusUploader part : sending) {
      part.setChunkSize(64 * 1024);
      part.uploadChunk();
      part.finish();
    }
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String place = sending.get(i).getUploadURL().getPath();
      int from = (int) offset(place);
      assertThat(from).as("stopped in the middle").isBetween(1, third - 1);
      assertThat(
              patch(place, from, Arrays.copyOfRange(WORDS, i * third + from, end(i, third)))
                  .statusCode())
          .isEqualTo(204);
      places.add(place);
    }

    String joined = joined(places);

    assertThat(received("", idOf(joined)).statusCode()).isEqualTo(303);
    assertThat(sha256()).isEqualTo(HexFormat.of().formatHex(digest(WORDS)));
    assertThat(rows()).isZero();
    for (String place : places) {
      assertThat(Files.exists(files.data(idOf(place)))).isFalse();
    }
  }

  private static int end(int part, int third) {
    return part == 2 ? WORDS.length : (part + 1) * third;
  }

  private TusClient partClient(UUID whole) throws IOException {
    TusClient client = client();
    Map<String, String> headers = new TreeMap<>(browser.headers());
    headers.put("Upload-Concat", "partial");
    headers.put("Diction-Whole", whole + " " + WORDS.length);
    client.setHeaders(headers);
    return client;
  }

  private String joined(List<String> places) {
    return joined(places.toArray(String[]::new));
  }

  @Test
  void asksForTheRoomOfAllPartsBeforeTheFirstByteOfAny() {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.ORGADMIN);
    model = models.model(user, "Small");
    browser = browser(user);

    assertRefused(part(UUID.randomUUID(), 30, 101), 413, "storage_limit");
    assertRefused(part(UUID.randomUUID(), 30, TEN_GIGABYTES + 1), 413, "file_too_large");
    assertRefused(part(UUID.randomUUID(), 30, -1), 400, "bad_request");
    UUID fits = UUID.randomUUID();
    for (long bytes : List.of(33, 33, 34)) {
      place(browser.send("POST", tus(), new byte[0], part(fits, bytes, 100)));
    }
    assertRefused(part(UUID.randomUUID(), 1, 1), 413, "storage_limit");
  }

  private static Map<String, String> part(UUID whole, long bytes, long wholeBytes) {
    Map<String, String> headers = creation("", bytes);
    headers.put("Upload-Concat", "partial");
    headers.put("Diction-Whole", whole + " " + wholeBytes);
    return headers;
  }

  @Test
  void joinsNoPartTwiceAndNothingThatIsNoPart() throws Exception {
    String plain = "/custom-models/" + model + "/datasets/tus/" + whole("a.txt", "words");
    Map<String, String> headers = creation("hill.txt", -1);
    for (String parts :
        List.of(plain, plain + " " + plain, "/x/" + UUID.randomUUID(), "nonsense")) {
      headers.put("Upload-Concat", "final;" + parts);
      assertThat(browser.send("POST", tus(), new byte[0], headers).statusCode())
          .as(parts)
          .isIn(400, 404);
    }
  }

  @Test
  void endsAnUpload() {
    String place = begin("hill.txt", 5);

    assertThat(browser.send("DELETE", place, new byte[0], version()).statusCode()).isEqualTo(204);
    assertThat(browser.send("HEAD", place, new byte[0], version()).statusCode()).isEqualTo(404);
    assertThat(rows()).isZero();
  }

  @Test
  void hidesUploadsFromColleaguesStrangersAndOtherModels() throws Exception {
    UUID id = whole("hill.txt", "words");
    String place = tus() + "/" + id;
    CustomModelId other = models.model(user, "Second");
    for (HttpBrowser stranger :
        List.of(
            browser(organizations.user(user.organization(), Role.ORGADMIN)),
            browser(organizations.user(Role.USER)))) {
      for (String method : List.of("HEAD", "DELETE")) {
        assertThat(stranger.send(method, place, new byte[0], version()).statusCode())
            .isEqualTo(404);
      }
      assertThat(
              stranger
                  .post(
                      "/custom-models/" + model + "/datasets/received",
                      Map.of("uploads", id.toString()))
                  .statusCode())
          .isEqualTo(404);
    }
    String elsewhere = place.replace(model.toString(), other.toString());
    assertThat(browser.send("HEAD", elsewhere, new byte[0], version()).statusCode()).isEqualTo(404);
    assertThat(offset(place)).isEqualTo(5);
  }

  @Test
  void refusesWithoutTheToken() {
    assertThat(
            browser
                .withoutToken(() -> browser.send("POST", tus(), new byte[0], creation("a.txt", 5)))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void takesExactlyTenGigabytesAndNoByteMore() {
    assertThat(
            browser.send("POST", tus(), new byte[0], creation("a.wav", TEN_GIGABYTES)).statusCode())
        .isEqualTo(201);
    assertRefused(creation("a.wav", TEN_GIGABYTES + 1), 413, "file_too_large");
  }

  @Test
  void refusesWhatThePlanHasNoRoomForBeforeTheFirstByte() {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.USER);
    model = models.model(user, "Small");
    browser = browser(user);
    begin("a.txt", 60);

    assertRefused(creation("b.txt", 41), 413, "storage_limit");
    assertThat(place(browser.send("POST", tus(), new byte[0], creation("c.txt", 40)))).isNotEmpty();
  }

  @Test
  void refusesWhatTheDiskHasNoRoomFor() throws IOException {
    long free = Files.getFileStore(files.folder()).getUsableSpace();

    assertThatThrownBy(() -> blobs.requireRoom(files.folder(), free))
        .isInstanceOf(StorageFull.class);
    blobs.requireRoom(files.folder(), 1);
  }

  @Test
  void refusesNonsense() {
    Map<String, String> noName = creation("", 5);
    Map<String, String> deferred = creation("a.txt", -1);
    deferred.put("Upload-Defer-Length", "1");
    Map<String, String> oldVersion = creation("a.txt", 5);
    oldVersion.put("Tus-Resumable", "0.2.0");
    for (Map<String, String> headers :
        List.of(noName, deferred, creation("a.txt", -5), creation("a.txt", 0))) {
      assertThat(browser.send("POST", tus(), new byte[0], headers).statusCode())
          .as("%s", headers)
          .isIn(400, 422);
    }
    assertThat(browser.send("POST", tus(), new byte[0], oldVersion).statusCode()).isEqualTo(412);
    assertThat(rows()).isZero();
  }

  @Test
  void writesNoMoreThanWasAnnounced() {
    String place = begin("hill.txt", 5);

    assertThat(patch(place, 0, "words and more").statusCode()).isEqualTo(400);
    assertThat(patch(place, 3, "ds").statusCode()).as("a gap").isEqualTo(409);
    assertThat(offset(place)).isZero();
  }

  @Test
  void showsHostileNamesAsText() throws Exception {
    received("", whole("../../<script>alert(1)</script>\u202e.txt", "words"));

    assertThat(names())
        .hasSize(1)
        .allMatch(name -> !name.contains("/") && !name.contains("\u202e"));
  }

  @Test
  void waitsWhileTheModelTrains() {
    models.feed(model);
    String place = begin("hill.txt", 5);
    models.queue(model);

    HttpResponse<String> refused = patch(place, 0, "words", "HX-Request", "true");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.headers().firstValue("Diction-Error")).contains("conflict");
    assertThat(browser.send("POST", tus(), new byte[0], creation("b.txt", 5)).statusCode())
        .isEqualTo(409);
    assertThat(offset(place)).isZero();
  }

  @Test
  void answersLockedWhileSomebodyElseSends() throws Exception {
    String place = begin("hill.txt", 5);
    try (var held = files.tryLock(idOf(place)).orElseThrow()) {
      assertThat(held.isOpen()).isTrue();
      assertThat(patch(place, 0, "words").statusCode()).isEqualTo(423);
    }
    assertThat(patch(place, 0, "words").statusCode()).isEqualTo(204);
  }

  @Test
  void endsWithItsModel() throws Exception {
    String place = begin("hill.txt", 5);
    customModels.delete(model, organizations.user(user.organization(), Role.ORGADMIN));

    assertThat(patch(place, 0, "words").statusCode()).isEqualTo(404);
    Files.setLastModifiedTime(files.data(idOf(place)), FileTime.from(Instant.EPOCH));
    cleanUp.run();
    assertThat(Files.exists(files.data(idOf(place)))).isFalse();
  }

  @Test
  void cleansUpWhatNobodyGoesOnWith() throws Exception {
    String old = begin("old.txt", 5);
    String fresh = begin("fresh.txt", 5);
    expire(old);

    cleanUp.run();

    assertThat(browser.send("HEAD", old, new byte[0], version()).statusCode()).isEqualTo(404);
    assertThat(Files.exists(files.data(idOf(old)))).isFalse();
    assertThat(offset(fresh)).isZero();
  }

  /** A folder may have a million files: those on their way may be as many. */
  @Test
  void takesFoldersOfManyFiles() throws Exception {
    String first = begin("first.txt", 5);
    for (int doubled = 0; doubled < 16; doubled++) {
      jdbc.sql(
              """
              insert into partial_upload (id, organization_id, user_id, model_id, size_bytes,
                                          folder, created_at)
              select random_uuid(), organization_id, user_id, model_id, 0, folder, created_at
              from partial_upload
              where organization_id = :id
              """)
          .param("id", user.organization().value())
          .update();
    }
    rows.recounted(user.organization());

    String next = begin("next.txt", 5);

    assertThat(rows.promised(user.organization()).uploads()).isEqualTo(65_537);
    jdbc.sql("delete from partial_upload where organization_id = :id and id not in (:kept)")
        .param("id", user.organization().value())
        .param("kept", List.of(idOf(first), idOf(next)))
        .update();
    rows.recounted(user.organization());
  }

  /** As the script does it: the ids of a large folder are more than a form may hold. */
  @Test
  void isToldOfMoreUploadsThanAFormHolds() throws Exception {
    String place = begin("hill.txt", 5);
    patch(place, 0, "words");
    String boundary = "----diction";
    String body =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"uploads\"\r\n\r\n"
            + idOf(place)
            + " ".repeat(12 << 20)
            + "\r\n--"
            + boundary
            + "--\r\n";
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);

    HttpResponse<String> done =
        browser.send(
            "POST",
            "/custom-models/" + model + "/datasets/received",
            body.getBytes(StandardCharsets.UTF_8),
            headers);

    assertThat(done.statusCode()).isEqualTo(303);
  }

  @Test
  void countsAgainWhatAProcessOfAnEarlierReleaseDidNotCount() throws Exception {
    String place = begin("hill.txt", 5);
    jdbc.sql(
            "update promised_room set uploads = -1, promised_bytes = -5 where organization_id = :id")
        .param("id", user.organization().value())
        .update();

    cleanUp.run();

    assertThat(rows.promised(user.organization())).isEqualTo(new Promised(1, 5));
    assertThat(offset(place)).isZero();
  }

  @Test
  void keepsWhatCannotGoOnWhileItsModelTrains() throws Exception {
    String place = begin("hill.txt", 5);
    expire(place);
    jdbc.sql("update custom_model set status = 3 where id = :id")
        .param("id", model.value())
        .update();

    cleanUp.run();

    assertThat(Files.exists(files.data(idOf(place)))).isTrue();
    jdbc.sql("update custom_model set status = 1 where id = :id")
        .param("id", model.value())
        .update();
    cleanUp.run();
    assertThat(patch(place, 0, "words").statusCode()).as("its time begins anew").isEqualTo(204);
  }

  @Test
  void makesDatasetsOfAnUploadOnlyOnce() throws Exception {
    UUID id = whole("hill.txt", "words");

    HttpResponse<String> first = received("", id);
    HttpResponse<String> again = received("", id);

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(again.statusCode()).as("when the answer was lost").isEqualTo(303);
    assertThat(path(again)).isEqualTo(path(first));
    assertThat(received("", UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(names()).containsExactly("hill.txt");
  }

  @Test
  void leadsTwoWhoFinishAtOnceToTheSamePlace() throws Exception {
    UUID id = whole("hill.txt", "words");

    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> received("held=true", id)))
            .limit(4)
            .toList();

    String place = path(answers.get(0).join());
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.join().statusCode()).isEqualTo(303);
              assertThat(path(answer.join())).isEqualTo(place);
            });
    assertThat(names()).containsExactly("hill.txt");
  }

  @Test
  void keepsWhatWasRefusedByItsTypeSoThatItNeedNotBeSentAgain() throws Exception {
    UUID text = whole("hill.txt", "words");

    HttpResponse<String> refused = received("type=AUDIO", text);

    assertThat(refused.headers().firstValue("Diction-Kept")).contains(text.toString());
    assertThat(names()).isEmpty();
    assertThat(received("type=TRANSCRIPT", text).headers().firstValue("Diction-Kept")).isEmpty();
    assertThat(names()).containsExactly("hill.txt");
    assertThat(rows()).isZero();
  }

  @Test
  void keepsWhatThePlanHasNoRoomForAnyMore() throws Exception {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.USER);
    model = models.model(user, "Small");
    browser = browser(user);
    UUID text = whole("hill.txt", "w".repeat(90));
    jdbc.sql("update organization set max_storage_bytes = 50 where id = :o")
        .param("o", small.value())
        .update();

    assertThat(received("", text).headers().firstValue("Diction-Kept")).contains(text.toString());
    assertThat(names()).isEmpty();

    jdbc.sql("update organization set max_storage_bytes = 100 where id = :o")
        .param("o", small.value())
        .update();
    received("", text);
    assertThat(names()).containsExactly("hill.txt");
  }

  @Test
  void joinsPartsThatFillThePlan() throws Exception {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.USER);
    model = models.model(user, "Small");
    browser = browser(user);
    String whole = joined(part("x".repeat(50)), part("y".repeat(45)));

    assertThat(received("", idOf(whole)).statusCode()).isEqualTo(303);
    assertThat(names()).containsExactly("hill.txt");
    assertThat(rows()).isZero();
  }

  @Test
  void joinsAPartIntoOneUploadAtATime() throws Exception {
    String part = part("the house");
    String first = joined(part);
    String second = joined(part);

    assertThat(browser.send("HEAD", first, new byte[0], version()).statusCode()).isEqualTo(404);
    assertThat(received("", idOf(first)).statusCode()).isEqualTo(404);
    assertThat(received("", idOf(second)).statusCode()).isEqualTo(303);
    assertThat(rows()).isZero();
  }

  @Test
  void givesBackTheRoomOfPartsThatNobodyJoins() throws Exception {
    OrganizationId small = organizations.organization(null, new Limits(5, 100));
    user = organizations.user(small, Role.ORGADMIN);
    model = models.model(user, "Small");
    browser = browser(user);
    UUID whole = UUID.randomUUID();
    List<String> parts = new ArrayList<>();
    for (long bytes : List.of(45, 45)) {
      parts.add(place(browser.send("POST", tus(), new byte[0], part(whole, bytes, 90))));
    }
    patch(parts.get(0), 0, "x".repeat(45));
    expire(parts.get(0));

    cleanUp.run();

    assertThat(Files.exists(files.data(idOf(parts.get(0))))).as("sent and not joined").isFalse();
    assertThat(offset(parts.get(1))).as("somebody may go on with the other").isZero();
    assertThat(rows.promised(small)).isEqualTo(new Promised(1, 45));
    assertRefused(creation("b.txt", 56), 413, "storage_limit");

    expire(parts.get(1));
    cleanUp.run();

    assertThat(rows()).isZero();
    assertThat(rows.promised(small)).isEqualTo(new Promised(0, 0));
    assertThat(begin("b.txt", 100)).isNotEmpty();
  }

  @Test
  void endsWhatWasJoinedAndNeverTakenWithItsParts() throws Exception {
    List<String> parts = List.of(part("the house "), part("on the hill"));
    String whole = joined(parts);
    expire(whole);
    for (String part : parts) {
      expire(part);
    }

    cleanUp.run();

    assertThat(received("", idOf(whole)).statusCode()).isEqualTo(404);
    assertThat(rows()).isZero();
    for (String place : List.of(whole, parts.get(0), parts.get(1))) {
      assertThat(Files.exists(files.data(idOf(place)).getParent())).isFalse();
    }
  }

  @Test
  void keepsPartsAsLongAsWhatTheyWereJoinedInto() throws Exception {
    List<String> parts = List.of(part("the house "), part("on the hill"));
    for (String part : parts) {
      expire(part);
    }
    String whole = joined(parts);

    cleanUp.run();

    assertThat(received("", idOf(whole)).statusCode()).isEqualTo(303);
    assertThat(names()).containsExactly("hill.txt");
    assertThat(rows()).isZero();
  }

  private void expire(String place) throws Exception {
    var info = files.getUploadInfo(new UploadId(idOf(place)));
    info.updateExpiration(-1);
    files.update(info);
  }

  @Test
  void cleansUpBesideWhatCannotBeRead() throws Exception {
    List<String> broken = List.of(begin("a.txt", 5), begin("b.txt", 5), begin("c.txt", 5));
    for (String place : broken) {
      Files.write(files.data(idOf(place)).resolveSibling("info"), new byte[] {1, 2});
      Files.setLastModifiedTime(files.data(idOf(place)), FileTime.from(Instant.EPOCH));
    }
    Files.createDirectories(files.folder().resolve("lost+found"));
    String old = begin("old.txt", 5);
    expire(old);

    cleanUp.run();

    assertThat(Files.exists(files.data(idOf(old)))).isFalse();
    assertThat(broken).noneMatch(place -> Files.exists(files.data(idOf(place))));
    assertThat(rows()).isZero();
  }

  @Test
  void leavesUploadsAloneThatLieInTheFolderOfAnotherNode() throws Exception {
    String here = begin("here.txt", 5);
    String there = begin("there.txt", 5);
    for (String place : List.of(here, there)) {
      jdbc.sql("update partial_upload set created_at = :at where id = :id")
          .param("at", Instant.now().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
          .param("id", idOf(place))
          .update();
      files.remove(idOf(place));
    }
    jdbc.sql("update partial_upload set folder = :other where id = :id")
        .param("other", UUID.randomUUID())
        .param("id", idOf(there))
        .update();

    cleanUp.run();

    assertThat(
            jdbc.sql("select id from partial_upload where organization_id = :o")
                .param("o", user.organization().value())
                .query(UUID.class)
                .list())
        .containsExactly(idOf(there));
  }

  @Test
  void notesWholeWhatManyNoteAtOnce() throws Exception {
    String place = begin("hill.txt", 5);
    ExecutorService many = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            many.submit(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    files.update(files.getUploadInfo(new UploadId(idOf(place))));
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(offset(place)).isZero();
    try (Stream<Path> left = Files.list(files.data(idOf(place)).getParent())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsOnly("data", "info", "lock");
    }
  }

  private String part(String text) {
    Map<String, String> headers = creation("", text.length());
    headers.put("Upload-Concat", "partial");
    String place = place(browser.send("POST", tus(), new byte[0], headers));
    patch(place, 0, text);
    return place;
  }

  private String joined(String... parts) {
    Map<String, String> headers = creation("hill.txt", -1);
    headers.put("Upload-Concat", "final;" + String.join(" ", parts));
    return place(browser.send("POST", tus(), new byte[0], headers));
  }

  private void assertRefused(Map<String, String> creation, int status, String code) {
    HttpResponse<String> refused = browser.send("POST", tus(), new byte[0], creation);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Diction-Error")).contains(code);
  }

  private HttpBrowser browser(SignedIn who) {
    HttpBrowser made = new HttpBrowser(port);
    jdbc.sql("delete from sign_in_attempt").update();
    made.signIn(OrganizationFixtures.email(who.user()), OrganizationFixtures.PASSWORD);
    made.get("/account");
    return made;
  }

  private TusClient client() throws IOException {
    TusClient client = new TusClient();
    client.setUploadCreationURL(URI.create("http://localhost:" + port + tus()).toURL());
    client.setHeaders(browser.headers());
    return client;
  }

  private static TusUpload upload(String name, byte[] bytes) {
    TusUpload upload = new TusUpload();
    upload.setInputStream(new ByteArrayInputStream(bytes));
    upload.setSize(bytes.length);
    upload.setFingerprint(name);
    upload.setMetadata(Map.of("filename", name));
    return upload;
  }

  private static void sendAll(TusUploader uploader) throws IOException, ProtocolException {
    uploader.setChunkSize(64 * 1024);
    while (uploader.uploadChunk() > -1) {
      // The rest.
    }
    uploader.finish();
  }

  /** Announces all and closes the connection in the middle. */
  private void breakOff(String place, int bytes) throws Exception {
    try (Socket socket = new Socket("localhost", port)) {
      StringBuilder head =
          new StringBuilder(
                  "PATCH " + place + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n")
              .append("Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n")
              .append("Content-Length: " + WORDS.length + "\r\n");
      browser.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(WORDS, 0, bytes);
      socket.getOutputStream().flush();
    }
    await().until(() -> offsetNow(place) == bytes);
  }

  private long offsetNow(String place) {
    HttpResponse<String> answer = browser.send("HEAD", place, new byte[0], version());
    return answer.headers().firstValueAsLong("Upload-Offset").orElse(-1);
  }

  private long offset(String place) {
    HttpResponse<String> answer = browser.send("HEAD", place, new byte[0], version());
    assertThat(answer.statusCode()).isEqualTo(204);
    return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
  }

  private UUID whole(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String place = begin(name, bytes.length);
    assertThat(patch(place, 0, bytes).statusCode()).isEqualTo(204);
    return idOf(place);
  }

  private String begin(String name, long length) {
    return place(browser.send("POST", tus(), new byte[0], creation(name, length)));
  }

  private static String place(HttpResponse<String> created) {
    assertThat(created.statusCode()).isEqualTo(201);
    return created.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> patch(String place, long offset, String text, String... more) {
    return patch(place, offset, text.getBytes(StandardCharsets.UTF_8), more);
  }

  private HttpResponse<String> patch(String place, long offset, byte[] bytes, String... more) {
    Map<String, String> headers = version();
    headers.put("Upload-Offset", Long.toString(offset));
    headers.put("Content-Type", "application/offset+octet-stream");
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return browser.send("PATCH", place, bytes, headers);
  }

  private HttpResponse<String> received(String more, UUID... ids) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : more.isEmpty() ? new String[0] : more.split("&")) {
      fields.put(field.split("=")[0], field.split("=")[1].replace("%0A", "\n"));
    }
    fields.put("uploads", String.join(" ", Arrays.stream(ids).map(UUID::toString).toList()));
    return browser.post("/custom-models/" + model + "/datasets/received", fields);
  }

  private static String path(HttpResponse<String> redirect) {
    return redirect
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .replaceFirst("^https?://[^/]+", "");
  }

  private static Map<String, String> version() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Tus-Resumable", "1.0.0");
    return headers;
  }

  private static Map<String, String> creation(String name, long length) {
    Map<String, String> headers = version();
    if (length != -1) {
      headers.put("Upload-Length", Long.toString(length));
    }
    if (!name.isEmpty()) {
      headers.put(
          "Upload-Metadata",
          "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
    }
    return headers;
  }

  private static UUID idOf(String place) {
    return UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
  }

  private String tus() {
    return "/custom-models/" + model + "/datasets/tus";
  }

  private int rows() {
    return jdbc.sql("select count(*) from partial_upload where organization_id = :o")
        .param("o", user.organization().value())
        .query(Integer.class)
        .single();
  }

  private List<String> names() {
    return strings("select name from dataset where organization_id = :o");
  }

  private String sha256() {
    return strings("select sha256 from dataset where organization_id = :o").get(0);
  }

  private List<String> strings(String sql) {
    return jdbc.sql(sql).param("o", user.organization().value()).query(String.class).list();
  }

  private static byte[] digest(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String sha1(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
