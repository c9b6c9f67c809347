package io.diction.transcription;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.CancelledException;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.training.Training;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Real recognition with a model that was really trained, and is taken back meanwhile. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SharedModelAtWorkTest {
  private static final String SAID = "the house is on the green hill";

  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private Training training;
  @Autowired private BaseModels baseModels;
  @Autowired private Versions versions;
  @Autowired private ModelChoices choices;
  @Autowired private NewSessions newSessions;
  @Autowired private Sessions sessions;
  @Autowired private TranscriptionJob job;
  @Autowired private Jobs jobs;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn reseller;
  private SignedIn customer;
  private CustomModelId model;

  private void trainAndShare() throws Exception {
    reseller = people.user(Role.RESELLER);
    customer = people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    model = models.model(reseller, "Hills");
    Sent text =
        Sent.text("hills.txt", "the green hill is near the house\nshe walked up the green hill\n");
    web.post()
        .uri("/custom-models/{id}/datasets", model)
        .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
        .content(DatasetFiles.form("TRANSCRIPT", List.of(text)))
        .with(as(reseller))
        .with(csrf().asHeader())
        .exchange();
    awaitThat(
        () ->
            jdbc.sql(
                        "select count(*) from dataset d join model_dataset m on m.dataset_id = d.id"
                            + " where m.model_id = :model and d.status = 'READY'")
                    .param("model", model.value())
                    .query(Long.class)
                    .single()
                == 1);
    training.start(model, baseModels.trainable("en-US").get(0).id().value(), reseller);
    awaitThat(() -> versions.accepted(model).isPresent());
    models.share(model, customer.organization(), Permission.USE);
  }

  private static void awaitThat(Callable<Boolean> holds) {
    await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(200)).until(holds);
  }

  private NewSessionForm form() {
    return new NewSessionForm("en-US", "model:" + model);
  }

  private SttSession start(String name, int sentences) throws Exception {
    float[] sentence = SpeechFixtures.say(SAID).samples();
    float[] all = new float[sentences * sentence.length];
    for (int i = 0; i < sentences; i++) {
      System.arraycopy(sentence, 0, all, i * sentence.length, sentence.length);
    }
    byte[] wav = WavWriter.bytes(new Audio(all, Audio.RECOGNITION_RATE_HZ));
    Blob audio = blobs.store(customer.organization(), new ByteArrayInputStream(wav));
    return newSessions.start(customer, choices.require(customer, form()), name, audio, null);
  }

  private void takeBack() {
    assertThat(
            web.post()
                .uri(
                    "/custom-models/{id}/sharing/{of}/remove",
                    model,
                    customer.organization().value())
                .param("when", "NOW")
                .with(as(reseller))
                .with(csrf())
                .exchange())
        .hasStatus(302);
  }

  private SttSession ended(SttSession session) {
    awaitThat(() -> sessions.get(customer, session.id()).isFinished());
    return sessions.get(customer, session.id());
  }

  private String said(SttSession session) {
    return String.join(
            " ",
            sessions.transcript(customer, session.id()).words().stream()
                .map(w -> w.word())
                .toList())
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void endsWhatRunsAndWhatWaitsAndStartsNothingNew() throws Exception {
    trainAndShare();
    jdbc.sql(
            """
            insert into own_term (organization_id, model_id, position, term, said)
            values (:organization, :model, 0, 'Oyelaran', 'oh yeah la ran')
            """)
        .param("organization", customer.organization().value())
        .param("model", model.value())
        .update();
    SttSession long1 = start("one.wav", 60);
    SttSession long2 = start("two.wav", 60);
    SttSession waiting = start("three.wav", 1);
    awaitThat(
        () ->
            jobs.find(customer.organization(), long1.jobId()).orElseThrow().fraction() > 0
                || sessions.get(customer, long1.id()).isFinished());
    assertThat(sessions.get(customer, long1.id()).state())
        .as("in the middle of it")
        .isEqualTo(JobState.RUNNING);

    takeBack();

    for (SttSession one : List.of(long1, long2, waiting)) {
      SttSession done = ended(one);
      assertThat(done.state()).as(one.name()).isEqualTo(JobState.SUCCEEDED);
      assertThat(said(done)).endsWith("hill");
      assertThat(sessions.transcript(customer, one.id()).model())
          .as("version, and terms as they were when it was started")
          .startsWith("Hills (English) #1 + 1 terms");
    }
    assertThat(
            jdbc.sql(
                    "select count(*) from usage_entry where organization_id = :of and model_id ="
                        + " :model")
                .param("of", customer.organization().value())
                .param("model", model.value())
                .query(Long.class)
                .single())
        .isEqualTo(3);
    assertThatThrownBy(() -> choices.require(customer, form()))
        .isInstanceOfSatisfying(
            WrongState.class, why -> assertThat(why.messageKey()).startsWith("sharing.ended."));
    goesOnAfterARestart();
  }

  /** As a process does that begins again what another one had begun before access ended. */
  private void goesOnAfterARestart() throws Exception {
    models.share(model, customer.organization(), Permission.USE);
    SttSession one = start("four.wav", 1);
    ended(one);
    // Its process died before it had kept anything.
    jdbc.sql(
            """
            update stt_session set state = 'RUNNING', transcript_sha256 = null, finished_at = null
            where id = :id
            """)
        .param("id", one.id())
        .update();
    takeBack();
    assertThatThrownBy(
            () -> job.run(new HandContext(customer.organization(), one.id(), 0, () -> {})))
        .isInstanceOf(CancelledException.class);

    job.run(new HandContext(customer.organization(), one.id()));

    assertThat(
            jdbc.sql("select transcript_sha256 from stt_session where id = :id")
                .param("id", one.id())
                .query(String.class)
                .single())
        .hasSize(64);
    byte[] transcript =
        blobs
            .open(
                customer.organization(),
                jdbc.sql("select transcript_sha256 from stt_session where id = :id")
                    .param("id", one.id())
                    .query(String.class)
                    .single())
            .readAllBytes();
    assertThat(new String(transcript, StandardCharsets.UTF_8))
        .contains("Hills (English) #1")
        .contains("hill");
  }
}
