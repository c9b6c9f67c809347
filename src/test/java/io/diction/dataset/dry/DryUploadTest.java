package io.diction.dataset.dry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.agreement.TrialComparison.Result;
import io.diction.dataset.check.ChecksDone;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.WorkFolder;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.LimitReached;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What a dry run takes of the disk, and for how long. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DryUploadTest {
  @Autowired private DryRuns runs;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private WorkFolder folder;
  @Autowired private Blobs blobs;

  @Test
  void takesATurnBeforeTheFirstByteOneForEachOrganization() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    SignedIn colleague = organizations.user(user.organization(), Role.USER);
    List<DryUpload> others = new ArrayList<>();
    try (DryUpload first = runs.begin(user)) {
      assertThat(first.isEmpty()).isTrue();
      assertRefused(() -> runs.begin(colleague), ErrorCode.TOO_MANY_REQUESTS);
      for (int i = 0; i < 3; i++) {
        others.add(runs.begin(organizations.user(Role.USER)));
      }
      assertRefused(() -> runs.begin(organizations.user(Role.USER)), ErrorCode.TOO_MANY_REQUESTS);
    }
    try (DryUpload again = runs.begin(colleague)) {
      assertThat(again.isEmpty()).isTrue();
    }
    for (DryUpload other : others) {
      other.close();
    }
  }

  @Test
  void receivesNoMoreThanThePlanHasRoomFor() throws IOException {
    SignedIn user =
        organizations.user(organizations.organization(null, new Limits(5, 100)), Role.USER);
    try (DryUpload upload = runs.begin(user)) {
      upload.file("files", "a.txt", new ByteArrayInputStream(new byte[60]));

      assertRefused(
          () -> upload.file("files", "b.txt", new ByteArrayInputStream(new byte[41])),
          ErrorCode.STORAGE_LIMIT);
    }
    assertThat(left(work())).isEmpty();
  }

  /** Its folder goes with its process, see {@link WorkFolder}; how long it takes tells nothing. */
  @Test
  void leavesTheFilesOfALongCheckAlone() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    try (DryUpload upload = runs.begin(user)) {
      send(upload, "a.txt", "good morning");
      Path own = work().resolve(left(work()).get(0));
      Files.setLastModifiedTime(own, FileTime.from(Instant.EPOCH));

      runs.begin(organizations.user(Role.USER)).close();

      assertThat(upload.received()).allMatch(file -> Files.exists(file.file()));
    }
  }

  @Test
  void givesTheTurnOfADrippingUploadToOthersWhenTheyWait() throws IOException {
    Instant[] now = {Instant.EPOCH};
    InstantSource source = () -> now[0];
    boolean[] crowded = {false};
    Path own = work().resolve("check-dripping");
    try (DryUpload upload =
        new DryUpload(
            own,
            10,
            10,
            1_000_000,
            blobs,
            source.withZone(ZoneOffset.UTC),
            new DryUpload.Turn(() -> crowded[0], () -> {}))) {
      send(upload, "a.txt", "good morning");
      now[0] = now[0].plus(Duration.ofMinutes(3));
      send(upload, "b.txt", "as long as nobody waits");

      crowded[0] = true;

      assertRefused(() -> send(upload, "c.txt", "good evening"), ErrorCode.TOO_MANY_REQUESTS);
    }
    assertThat(own).doesNotExist();
  }

  @Test
  void keepsTheReportsOfOthersHoweverManyOneMakes() throws IOException {
    SignedIn other = organizations.user(Role.USER);
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = new CustomModelId(UUID.randomUUID());
    UUID kept = checked(model, other);
    UUID first = checked(model, user);
    for (int i = 0; i < 10; i++) {
      checked(model, user);
    }

    assertThat(runs.get(model, kept, other).getReport()).isNotNull();
    assertThatThrownBy(() -> runs.get(model, first, user)).isInstanceOf(Refusal.NotFound.class);
  }

  private UUID checked(CustomModelId model, SignedIn user) throws IOException {
    DryUpload upload = runs.begin(user);
    send(upload, "a.txt", "good morning");
    UUID id = runs.start(model, upload, user);
    assertThat(isEnded(model, user, id)).isTrue();
    await().atMost(Duration.ofSeconds(30)).until(() -> left(work()).isEmpty());
    return id;
  }

  @Test
  void listsErrorsFirstAndCountsWhatItDoesNotList() {
    List<Finding> findings =
        new ArrayList<>(
            Collections.nCopies(
                1_500, Finding.warning(ErrorCode.VALIDATION_FAILED, "clipped", "a.wav")));
    findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "empty_file", "b.txt"));

    DryReport report =
        DryReport.of(
            new Outcome(findings, List.of(), 0, Set.of()), new Result(List.of(), Map.of(), 0));

    assertThat(report.shownFindings()).hasSize(1_000);
    assertThat(report.findings()).hasSize(1_501);
    assertThat(report.findings().get(0).rule()).isEqualTo("empty_file");
    assertThat(report.errors()).isEqualTo(1);
    assertThat(report.warnings()).isEqualTo(1_500);
    assertThat(report.notListed()).isZero();
    assertThat(report.getNotShown()).isEqualTo(501);
  }

  @Test
  void checksAsAnUploadWouldTakeIt() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = new CustomModelId(UUID.randomUUID());
    DryUpload upload = runs.begin(user);
    upload.field("type", "AUDIO");
    send(upload, "day1/notes.txt", "no audio");
    send(upload, "day2/notes.txt", "");

    DryReport report = ended(model, user, runs.start(model, upload, user));

    assertThat(report.findings())
        .extracting(finding -> finding.rule() + " " + finding.file())
        .containsExactlyInAnyOrder("not_audio notes.txt", "empty_file day2/notes.txt");
    assertThat(left(work())).isEmpty();
  }

  @Test
  void takesEachFolderForADatasetOfItsOwn() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = new CustomModelId(UUID.randomUUID());
    DryUpload upload = runs.begin(user);
    send(upload, "day1/a.txt", "good morning\nbe\u0007ll\n");
    send(upload, "day2/a.txt", "good evening\n");
    send(upload, "day2/.DS_Store", "x");

    DryReport report = ended(model, user, runs.start(model, upload, user));

    assertThat(report.findings())
        .extracting(finding -> finding.rule() + " " + finding.file())
        .contains("illegal_character day1/a.txt", "system_file day2/.DS_Store")
        .noneMatch(found -> found.startsWith("duplicate"));
    assertThat(report.errors()).isEqualTo(1);
  }

  @Test
  void measuresAndComparesAsTheReportOfAnUploadDoes() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = models.model(user, "Medical EN");
    DryUpload upload = runs.begin(user);
    byte[] said = WavWriter.bytes(SpeechFixtures.say("she came back with a slight fever", 3));
    for (String name : List.of("day/a.wav", "day/b.wav", "day/c.wav")) {
      upload.file("files", name, new ByteArrayInputStream(said));
    }
    send(upload, "day/a.txt", "she came back with a slight fever\n");
    send(upload, "day/b.txt", "mountains rivers forests and valleys everywhere\n");
    send(upload, "day/terms.txt", "3CPO\tthree c p o\nIEEE\t???\n");

    DryReport report = ended(model, user, runs.start(model, upload, user));

    assertThat(report.findings())
        .extracting(finding -> finding.rule() + " " + finding.file())
        .contains(
            "transcript_differs day/b.wav",
            "spoken_form day/terms.txt",
            "duplicate_audio day/b.wav",
            "unmatched_audio day/c.wav");
    assertThat(report.rows()).extracting(row -> row.item().name()).contains("day/a.wav");
    assertThat(report.rows().get(0).errors()).isPositive();
    assertThat(report.transcribed().keySet()).containsExactlyInAnyOrder("day/a.wav", "day/b.wav");
    assertThat(report.transcribed().get("day/a.wav").agreement()).isGreaterThan(0.7);
    assertThat(report.transcribed().get("day/b.wav").agreement()).isLessThan(0.5);
    assertThat(report.comparedSeconds()).isGreaterThan(2);
    assertThat(left(work())).isEmpty();
  }

  @Test
  void pairsFilesByThemselvesByTheirNames() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = models.model(user, "Medical EN");
    DryUpload upload = runs.begin(user);
    upload.field("type", "");
    byte[] said = WavWriter.bytes(SpeechFixtures.say("she came back with a slight fever", 3));
    upload.file("files", "visit.wav", new ByteArrayInputStream(said));
    send(upload, "visit.txt", "mountains rivers forests and valleys everywhere\n");
    send(upload, "alone.txt", "good morning doctor\n");

    DryReport report = ended(model, user, runs.start(model, upload, user));

    assertThat(report.findings())
        .extracting(finding -> finding.rule() + " " + finding.file())
        .containsExactlyInAnyOrder(
            "transcript_differs visit.txt", "unmatched_transcript alone.txt");
  }

  @Test
  void countsTheRecordingsOfAllGroupsAlike() {
    List<ChecksDone> said = new ArrayList<>();
    Told told =
        new Told(
            new Progress() {
              @Override
              public void report(double fraction, String message) {
                ChecksDone.of(message).ifPresent(said::add);
              }

              @Override
              public boolean isCancelled() {
                return false;
              }
            },
            2);

    told.report(0.2, new ChecksDone(1, 1, 10, null, false).line());
    told.ended(false);
    told.report(0.3, new ChecksDone(1, 5, 7, 99L, false).line());
    told.report(0.6, new ChecksDone(5, 5, 30, null, false).line());
    told.ended(true);
    told.report(0.9, new ChecksDone(0, 1, 0, null, true).line());

    assertThat(said)
        .containsExactly(
            new ChecksDone(1, 2, 10, null, false),
            new ChecksDone(2, 6, 17, null, false),
            new ChecksDone(6, 6, 40, null, false),
            new ChecksDone(6, 7, 40, null, true));
  }

  @Test
  void stopsWhenItIsToldToAndKeepsNothing() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = new CustomModelId(UUID.randomUUID());
    DryUpload upload = runs.begin(user);
    byte[] wav = WavWriter.bytes(SpeechFixtures.tone(440, 0.3, 600, 16_000));
    for (int i = 0; i < 5; i++) {
      upload.file("files", i + ".wav", new ByteArrayInputStream(wav));
    }
    UUID id = runs.start(model, upload, user);
    assertThatThrownBy(() -> runs.get(model, id, organizations.user(Role.USER)))
        .isInstanceOf(Refusal.NotFound.class);

    runs.cancel(model, id, user);

    assertThat(isEnded(model, user, id)).isTrue();
    assertThat(runs.get(model, id, user).getReport()).isNull();
    assertThat(left(work())).isEmpty();
    runs.begin(user).close();
  }

  private static void send(DryUpload upload, String name, String text) throws IOException {
    upload.file("files", name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean isEnded(CustomModelId model, SignedIn user, UUID id) {
    await().atMost(Duration.ofSeconds(30)).until(() -> !runs.get(model, id, user).isUnderWay());
    return true;
  }

  private DryReport ended(CustomModelId model, SignedIn user, UUID id) {
    assertThat(isEnded(model, user, id)).isTrue();
    return runs.report(model, id, user);
  }

  private static void assertRefused(ThrowingCallable action, ErrorCode code) {
    assertThatThrownBy(action)
        .isInstanceOf(LimitReached.class)
        .extracting(refused -> ((Refusal) refused).code())
        .isEqualTo(code);
  }

  private Path work() throws IOException {
    return Files.createDirectories(folder.path());
  }

  private static List<String> left(Path work) throws IOException {
    try (var files = Files.list(work)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("check-"))
          .toList();
    }
  }
}
