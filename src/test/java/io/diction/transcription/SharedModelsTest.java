package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Permission;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobFailure;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SharedModelsTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private ModelChoices choices;
  @Autowired private Sessions sessions;
  @Autowired private NewSessions newSessions;
  @Autowired private SessionModels sessionModels;
  @Autowired private SessionTerms sessionTerms;
  @Autowired private Home home;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn owner;
  private SignedIn customer;
  private CustomModelId model;
  private NewSessionForm form;

  @BeforeEach
  void signIn() {
    owner = people.user(Role.RESELLER);
    customer = people.user(Role.USER);
    model = fixtures.trained(owner, "Medical EN");
    form = new NewSessionForm("en-US", "model:" + model);
    fixtures.share(model, customer.organization(), Permission.USE);
  }

  private SttSession started() throws IOException {
    Blob audio =
        blobs.store(
            customer.organization(),
            new ByteArrayInputStream(Ids.next().toString().getBytes(StandardCharsets.UTF_8)));
    return newSessions.start(customer, choices.require(customer, form), "call.wav", audio, null);
  }

  @Test
  void startsNothingWithAModelThatWasTakenBackAndSaysWhy() throws IOException {
    assertThat(started().modelId()).isEqualTo(model.value());

    models.delete(model, owner);

    assertThatThrownBy(() -> choices.require(customer, form))
        .isInstanceOfSatisfying(
            WrongState.class,
            refusal -> assertThat(refusal.messageKey()).isEqualTo("sharing.ended.deleted"));
    assertThatThrownBy(() -> choices.require(people.user(Role.USER), form))
        .as("who never had it learns nothing")
        .isInstanceOf(Invalid.class);
    assertThat(home.of(customer, "", false).gone())
        .as("what was used last")
        .satisfies(why -> assertThat(why.messageKey()).isEqualTo("sharing.ended.deleted"))
        .satisfies(why -> assertThat(why.arguments()).contains("Medical EN"));
  }

  @Test
  void endsASessionThatHadNotBegunWithAReason() throws IOException {
    SttSession waiting = started();
    models.delete(model, owner);

    assertThatThrownBy(() -> sessionModels.get(waiting, Progress.NONE))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE.code()));
  }

  @Test
  void letsASessionEndWithItsVersionAlthoughAccessEndedAndTheVersionExpired() throws IOException {
    SttSession waiting = started();
    fixtures.endShare(model, customer.organization());
    fixtures.expire(model);
    SttSession stored = sessions.get(customer, waiting.id());

    assertThat(sessionModels.requireOwner(stored)).isEqualTo(owner.organization());
    assertThat(stored.versionId()).isNotNull();
    assertThat(stored.modelHash()).isEqualTo(waiting.modelHash()).hasSize(64);
    assertThat(stored.madeBy()).isEqualTo("Medical EN (English) #1");
    assertThatThrownBy(() -> choices.require(customer, form))
        .as("a new one")
        .isInstanceOf(Refusal.class);
  }

  @Test
  void findsTheModelOfASessionThatTheReleaseBeforeStarted() throws IOException {
    SttSession waiting = started();
    jdbc.sql("update stt_session set owner_id = null where id = :id")
        .param("id", waiting.id())
        .update();

    assertThat(sessionModels.requireOwner(sessions.get(customer, waiting.id())))
        .isEqualTo(owner.organization());
  }

  @Test
  void recognisesWithTheTermsOfWhenASessionWasStartedWhateverBecomesOfTheList() throws IOException {
    term("Oyelaran");
    SttSession waiting = sessions.get(customer, started().id());
    term("Brindamoor");

    assertThat(terms(waiting)).contains("oyelaran").doesNotContain("brindamoor");
    fixtures.endShare(model, customer.organization());
    jdbc.sql("delete from own_term where model_id = :model").param("model", model.value()).update();
    assertThat(terms(waiting)).contains("oyelaran");
    assertThat(blobs.isUsed(customer.organization(), waiting.termsSha256())).isTrue();
    jdbc.sql("update stt_session set state = 'CANCELLED' where id = :id")
        .param("id", waiting.id())
        .update();

    sessions.delete(customer, waiting.id());

    assertThat(blobs.isUsed(customer.organization(), waiting.termsSha256())).isFalse();
  }

  @Test
  void recognisesWithTheTermsOfNowWhereTheReleaseBeforeStartedASession() throws IOException {
    SttSession none = started();
    term("Oyelaran");
    assertThat(terms(none)).as("there were none").isEmpty();
    jdbc.sql("update stt_session set terms_sha256 = null where id = :id")
        .param("id", none.id())
        .update();

    assertThat(terms(sessions.get(customer, none.id()))).contains("oyelaran");
  }

  /** Puts one term in place of the list. */
  private void term(String term) {
    jdbc.sql("delete from own_term where model_id = :model").param("model", model.value()).update();
    jdbc.sql(
            """
            insert into own_term (organization_id, model_id, position, term, said)
            values (:organization, :model, 0, :term, 'oh yeah')
            """)
        .param("organization", customer.organization().value())
        .param("model", model.value())
        .param("term", term)
        .update();
  }

  /** What can be heard on top of the model. */
  private List<String> terms(SttSession session) {
    SpeechModel layered =
        sessionTerms.over(session, model.value(), SpeechModel.english(), Progress.NONE).model();
    return Stream.of("oyelaran", "brindamoor")
        .filter(word -> !layered.lexicon().pronunciations(word).isEmpty())
        .toList();
  }

  @Test
  void offersNoModelThatMayOnlyBeSeen() {
    SignedIn viewer = people.user(Role.USER);
    fixtures.share(model, viewer.organization(), Permission.VIEW);

    assertThat(choices.offer(viewer).lacks("model:" + model)).isTrue();
    assertThat(choices.offer(customer).lacks("model:" + model)).isFalse();
  }
}
