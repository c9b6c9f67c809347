package io.diction.transcription.teaching;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetRemoved;
import io.diction.dataset.contribution.Contributions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobState;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.CancelledException;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blobs;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import io.diction.transcription.SessionFixtures;
import io.diction.transcription.correction.Corrections;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.WrongState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, SessionFixtures.class, CustomModelFixtures.class})
class TeachingTest {
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;

  private static final List<WordTiming> WORDS =
      List.of(
          new WordTiming("first", 0.5, 1.0, 0.9),
          new WordTiming("words", 1.0, 1.5, 0.9),
          new WordTiming("second", 3.0, 4.0, 0.2),
          new WordTiming("third", 6.0, 7.0, 0.9));

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private SessionFixtures sessions;
  @Autowired private CustomModelFixtures models;
  @Autowired private Corrections corrections;
  @Autowired private Teaching teaching;
  @Autowired private Contributions contributions;
  @Autowired private DeliveryJob work;
  @Autowired private DeliveryRows deliveries;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private CustomModelId model;
  private UUID session;

  @BeforeEach
  void correct() {
    user = people.user(Role.USER);
    model = models.model(user, "Medical EN");
    session = sessions.finished(user, "visit.wav", recording(), WORDS);
    corrections.save(user, session, 1, 0, "First words.");
    corrections.save(user, session, 2, 0, "Brevotal");
  }

  /** A tone whose loudness tells the second. */
  private static byte[] recording() {
    float[] samples = new float[8 * RATE];
    double salt = Math.random() * 1e-3;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((0.1 + salt) * (1 + i / RATE) * Math.sin(i * 0.2));
    }
    return WavWriter.bytes(new Audio(samples, RATE));
  }

  @Test
  void makesADatasetOfWhatWasCheckedAndLeavesTheRest() throws Exception {
    assertThat(teach(model)).isEqualTo(2);

    Map<String, Object> dataset =
        jdbc.sql(
                """
                select d.id, d.name, d.status, d.sha256, m.purpose
                from dataset d join model_dataset m on m.dataset_id = d.id
                where m.model_id = :model
                """)
            .param("model", model.value())
            .query()
            .singleRow();
    assertThat(dataset.get("name").toString()).startsWith("visit, ").endsWith(".zip");
    assertThat(dataset.get("purpose")).isEqualTo("TRAIN");
    assertThat(
            jdbc.sql(
                    "select count(*) from job where kind = 'dataset-validation' and subject_id ="
                        + " :id")
                .param("id", dataset.get("id"))
                .query(Long.class)
                .single())
        .as("validated like any other")
        .isEqualTo(1);
    Map<String, byte[]> files = entries(dataset.get("sha256").toString());
    assertThat(files).containsOnlyKeys("passage-00001.wav", "passage-00002.wav", "trans.txt");
    assertThat(new String(files.get("trans.txt"), StandardCharsets.UTF_8))
        .isEqualTo("passage-00001.wav\tFirst words.\npassage-00002.wav\tBrevotal\n");
    assertThat(seconds(files.get("passage-00001.wav"))).isEqualTo(1.3, within(0.001));
    assertThat(seconds(files.get("passage-00002.wav"))).isEqualTo(1.3, within(0.001));
    assertThat(loudest(files.get("passage-00002.wav")))
        .as("sound of the third and fourth second")
        .isGreaterThan(loudest(files.get("passage-00001.wav")) * 3 / 2);
  }

  @Test
  void sendsNothingTwice() throws Exception {
    teach(model);
    assertThatThrownBy(() -> teaching.teach(user, session, model.toString(), "true"))
        .isInstanceOf(WrongState.class);
    assertThat(teaching.lesson(user, session, model.toString()).known()).isEqualTo(2);

    corrections.save(user, session, 3, 0, "Third");
    assertThat(teach(model)).isEqualTo(1);
    CustomModelId other = models.model(user, "Legal EN");
    assertThat(teach(other)).as("another model has none of it").isEqualTo(3);

    UUID dataset =
        jdbc.sql("select dataset_id from session_taught where model_id = :model and passage = 3")
            .param("model", model.value())
            .query(UUID.class)
            .single();
    teaching.removed(new DatasetRemoved(new DatasetId(dataset), model, user.organization()));
    assertThat(teaching.lesson(user, session, model.toString()).fresh())
        .as("what was deleted can be sent again")
        .hasSize(1);
  }

  @Test
  void tellsWhatNobodyCheckedFromWhatCannotBeCut() throws Exception {
    Lesson before = teaching.lesson(user, session, model.toString());
    assertThat(before.unchecked()).isEqualTo(1);
    assertThat(before.unfit()).isZero();
    assertThat(training()).contains("1 passage nobody has corrected").doesNotContain("cut out as");

    corrections.save(user, session, 3, 0, "");

    Lesson empty = teaching.lesson(user, session, model.toString());
    assertThat(empty.unchecked()).isZero();
    assertThat(empty.unfit()).isEqualTo(1);
    assertThat(empty.fresh()).hasSize(2);
    assertThat(training())
        .doesNotContain("nobody has corrected")
        .contains("1 passage cannot be cut out as a clip (no words, under 0.3 s or over 60 s)");
  }

  @Test
  void saysOfAnAlignmentWhatCannotBeCut() throws Exception {
    session =
        sessions.finished(
            user,
            List.of(
                new WordTiming("a", 0.1, 0.3, 0.9),
                new WordTiming("fine", 3, 4, 0.9),
                new WordTiming("long", 6, 67, 0.9)));
    jdbc.sql(
            """
            update stt_session
            set kind = 'ALIGNMENT', text_sha256 = transcript_sha256, text_name = 'said.txt'
            where id = :id
            """)
        .param("id", session)
        .update();

    Lesson lesson = teaching.lesson(user, session, model.toString());

    assertThat(lesson.fresh()).extracting(passage -> passage.text()).containsExactly("fine");
    assertThat(lesson.unchecked()).as("its text is somebody's").isZero();
    assertThat(lesson.unfit()).isEqualTo(2);
    assertThat(training()).contains("2 passages cannot be cut out as a clip");
  }

  @Test
  void asksForConsentAModelAndTheMaker() throws Exception {
    assertThatThrownBy(() -> teaching.teach(user, session, model.toString(), ""))
        .isInstanceOf(Invalid.class);
    CustomModelId foreign = models.model(people.user(Role.USER), "Foreign");
    assertThatThrownBy(() -> teaching.teach(user, session, foreign.toString(), "true"))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> teaching.teach(user, session, "", "true")).isInstanceOf(Invalid.class);
    SignedIn colleague = people.user(user.organization(), Role.ORGADMIN);
    assertThatThrownBy(() -> teaching.teach(colleague, session, model.toString(), "true"))
        .isInstanceOf(Refusal.class);
    assertThat(
            jdbc.sql("select count(*) from session_taught where session_id = :id")
                .param("id", session)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void nothingOfTestDataTrains() throws Exception {
    teach(model);
    jdbc.sql(
            """
            update dataset_file
            set sha256 = (select audio_sha256 from stt_session where id = :id)
            where dataset_id = (select dataset_id from model_dataset where model_id = :model)
            """)
        .param("id", session)
        .param("model", model.value())
        .update();
    corrections.save(user, session, 3, 0, "Third");
    assertThat(teaching.lesson(user, session, model.toString()).test()).isFalse();

    jdbc.sql("update model_dataset set purpose = 'TEST' where model_id = :model")
        .param("model", model.value())
        .update();

    assertThat(teaching.lesson(user, session, model.toString()).test()).isTrue();
    assertThatThrownBy(() -> teaching.teach(user, session, model.toString(), "true"))
        .isInstanceOfSatisfying(
            WrongState.class,
            why -> assertThat(why.messageKey()).isEqualTo("transcription.training.refused.test"));
  }

  @Test
  void offersToAModelOfAnotherOwner() throws Exception {
    SignedIn owner = people.user(Role.RESELLER);
    CustomModelId shared = models.trained(owner, "Shared EN");
    models.share(shared, user.organization(), Permission.CONTRIBUTE);

    assertThat(teach(shared)).isEqualTo(2);

    assertThat(
            jdbc.sql("select state from contribution where model_id = :model")
                .param("model", shared.value())
                .query(String.class)
                .single())
        .isEqualTo("CHECKING");
    assertThat(teaching.lesson(user, session, shared.toString()).fresh()).isEmpty();
    UUID offer =
        jdbc.sql("select id from contribution where model_id = :model")
            .param("model", shared.value())
            .query(UUID.class)
            .single();
    contributions.withdraw(shared, offer, user);
    assertThat(teach(shared)).as("what was taken back can be sent again").isEqualTo(2);
    CustomModelId used = models.trained(owner, "Used EN");
    models.share(used, user.organization(), Permission.USE);
    assertThatThrownBy(() -> teaching.teach(user, session, used.toString(), "true"))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void saysOnThePageWhatIsSentAndSendsIt() throws Exception {
    String page =
        mvc.perform(get("/sessions/" + session + "/training").with(as(user)))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(page)
        .contains("2 passages, ")
        .contains("can be sent to Medical EN")
        .contains("cut out of the recording")
        .contains("1 passage nobody has corrected");
    assertThat(
            mvc.perform(
                    post("/sessions/" + session + "/training")
                        .param("model", model.toString())
                        .param("consent", "true")
                        .with(as(user))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo("/sessions/" + session + "/training");
    assertThat(training()).contains("2 passages for Medical EN", "<progress");
    deliver(Double.POSITIVE_INFINITY, JobState.SUCCEEDED);
    assertThat(training())
        .contains("its validation has begun", "/custom-models/" + model + "/datasets")
        .doesNotContain("<progress");
  }

  private String training() throws Exception {
    return mvc.perform(get("/sessions/" + session + "/training").with(as(user)))
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  /** Sends and has it arrive. */
  private int teach(CustomModelId wanted) throws Exception {
    int sent = teaching.teach(user, session, wanted.toString(), "true");
    deliver(Double.POSITIVE_INFINITY, JobState.SUCCEEDED);
    return sent;
  }

  /** Works as a process does that is killed when it has come that far. */
  private void deliver(double until, JobState end) throws Exception {
    Delivery one = delivery();
    HandContext context = new HandContext(user.organization(), one.id(), until, () -> {});
    try {
      work.run(context);
    } catch (CancelledException stopped) {
      assertThat(until).isLessThan(1);
    }
    if (end != JobState.RUNNING) {
      end(one, end, null);
    }
  }

  private void end(Delivery one, JobState state, @Nullable String code) {
    transaction.executeWithoutResult(
        status ->
            work.ended(
                new Job(
                    one.jobId(),
                    user.organization(),
                    DeliveryJob.KIND,
                    one.id(),
                    state,
                    "",
                    1,
                    "",
                    false,
                    Instant.now(),
                    null,
                    null,
                    code,
                    null)));
  }

  private Delivery delivery() {
    return deliveries.latest(user.organization(), session).orElseThrow();
  }

  @Test
  void goesOnAfterACrashAndArrivesOnce() throws Exception {
    teaching.teach(user, session, model.toString(), "true");

    deliver(0.1, JobState.RUNNING);
    assertThat(datasets()).isZero();
    assertThat(delivery().state()).isEqualTo(JobState.RUNNING);
    corrections.save(
        user,
        session,
        2,
        corrections.read(user, session).passages().get(1).version(),
        "Later words");
    deliver(Double.POSITIVE_INFINITY, JobState.RUNNING);
    // The process died between handing over and saying so.
    deliver(Double.POSITIVE_INFINITY, JobState.SUCCEEDED);

    assertThat(datasets()).isEqualTo(1);
    String sha256 =
        jdbc.sql(
                "select d.sha256 from dataset d join model_dataset m on m.dataset_id = d.id where"
                    + " m.model_id = :model")
            .param("model", model.value())
            .query(String.class)
            .single();
    assertThat(new String(entries(sha256).get("trans.txt"), StandardCharsets.UTF_8))
        .as("the words that were consented to")
        .contains("Brevotal")
        .doesNotContain("Later");
    assertThat(delivery().clips()).as("kept no longer than needed").isEmpty();
  }

  @Test
  void canBeCancelledAndSentAgainAndLeavesNoTrace() throws Exception {
    long held = references();
    teaching.teach(user, session, model.toString(), "true");
    assertThat(teaching.lesson(user, session, model.toString()).fresh()).isEmpty();
    assertThat(references()).as("the recording stays while it is needed").isEqualTo(held + 1);

    mvc.perform(post("/sessions/" + session + "/training/cancel").with(as(user)).with(csrf()))
        .andReturn();

    assertThat(training()).contains("the model has none of them");
    assertThat(references()).isEqualTo(held);
    assertThat(datasets()).isZero();
    assertThat(teach(model)).isEqualTo(2);
    assertThat(references()).isEqualTo(held);
  }

  @Test
  void saysWhyPassagesDidNotArriveAndLetsThemBeSentAgain() throws Exception {
    teaching.teach(user, session, model.toString(), "true");
    jdbc.sql("update custom_model set status = 3 where id = :model")
        .param("model", model.value())
        .update();

    assertThatThrownBy(() -> work.run(new HandContext(user.organization(), delivery().id())))
        .isInstanceOf(JobFailure.class);
    end(delivery(), JobState.FAILED, "conflict");

    assertThat(datasets()).isZero();
    assertThat(training()).contains("They did not arrive", "<code>conflict</code>");
    jdbc.sql("update custom_model set status = 2 where id = :model")
        .param("model", model.value())
        .update();
    assertThat(teach(model)).isEqualTo(2);
  }

  private long datasets() {
    return jdbc.sql("select count(*) from model_dataset where model_id = :model")
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  private long references() {
    return jdbc.sql(
            """
            select b.reference_count
            from blob b
            join stt_session s
              on s.organization_id = b.organization_id and s.audio_sha256 = b.sha256
            where s.id = :id
            """)
        .param("id", session)
        .query(Long.class)
        .single();
  }

  private Map<String, byte[]> entries(String sha256) throws Exception {
    Map<String, byte[]> entries = new HashMap<>();
    try (InputStream bytes = blobs.open(user.organization(), sha256);
        ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static double seconds(byte[] wav) {
    return (wav.length - 44) / 2.0 / RATE;
  }

  private static int loudest(byte[] wav) {
    int loudest = 0;
    for (int i = 44; i + 1 < wav.length; i += 2) {
      loudest = Math.max(loudest, Math.abs((short) ((wav[i] & 0xff) | (wav[i + 1] << 8))));
    }
    return loudest;
  }
}
