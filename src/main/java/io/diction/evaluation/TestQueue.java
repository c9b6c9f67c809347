package io.diction.evaluation;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.dataset.PlanRoom;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestRun.Kind;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.organization.Organizations;
import io.diction.sharing.OwnVocabulary;
import io.diction.speech.Engine;
import io.diction.speech.Sha256;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts a test into the queue: job, rows and references to its recordings, or none of them. */
@Component
class TestQueue {
  /** Ten times what is needed to tell a small difference; more would only take days. */
  static final int MOST_UTTERANCES = 20_000;

  private final CustomModels models;
  private final ModelData data;
  private final TestRows runs;
  private final UtteranceRows utterances;
  private final Jobs jobs;
  private final Blobs blobs;
  private final Organizations organizations;
  private final PlanRoom room;
  private final OwnVocabulary vocabulary;
  private final Audit audit;
  private final Clock clock;

  TestQueue(
      CustomModels models,
      ModelData data,
      TestRows runs,
      UtteranceRows utterances,
      Jobs jobs,
      Blobs blobs,
      Organizations organizations,
      PlanRoom room,
      OwnVocabulary vocabulary,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.data = data;
    this.runs = runs;
    this.utterances = utterances;
    this.jobs = jobs;
    this.blobs = blobs;
    this.organizations = organizations;
    this.room = room;
    this.vocabulary = vocabulary;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is tested for whom.
   *
   * @param model the custom model whose test it is, or a base model where no other is tested
   * @param custom whether it is a custom one, which has to be there
   * @param who null where nobody asked: the model's standing test
   * @param reader base model whose lexicon reads aloud
   */
  record Plan(
      UUID run,
      UUID model,
      boolean custom,
      String locale,
      OrganizationId organization,
      @Nullable SignedIn who,
      String name,
      List<TestSubject> subjects,
      UUID reader) {}

  @Transactional
  public UUID add(Plan plan, List<SaidClip> clips) {
    Kind kind = kind(clips);
    Set<String> audio = new LinkedHashSet<>();
    clips.forEach(clip -> audio.add(clip.pair().sha256()));
    requireThere(plan);
    organizations.lock(plan.organization());
    requireRoom(plan.organization(), audio);
    SignedIn who = plan.who();
    UUID job = jobs.submit(TestJob.KIND, plan.organization(), plan.run());
    runs.add(
        new TestRun(
            plan.run(),
            plan.organization().value(),
            plan.model(),
            plan.name(),
            kind,
            who == null,
            who == null ? "" : who.displayName(),
            job,
            JobState.QUEUED,
            null,
            null,
            plan.locale(),
            plan.reader(),
            Engine.VERSION,
            fingerprint(clips),
            clips.size(),
            0,
            0,
            null,
            false,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS),
            null),
        who == null ? null : who.user().value(),
        plan.subjects());
    keepOwnTerms(plan);
    utterances.add(utterances(plan.run(), clips));
    utterances.addAudio(plan.run(), audio);
    blobs.retainAll(plan.organization(), audio);
    String tested = plan.custom() ? "custom-model" : "base-model";
    if (who == null) {
      audit.record(plan.organization(), tested + ".test", tested, plan.model(), plan.name());
    } else {
      audit.record(who, tested + ".test", tested, plan.model(), plan.name());
    }
    return plan.run();
  }

  /** Those of now, so that a change of the list does not change what waits. */
  private void keepOwnTerms(Plan plan) {
    if (plan.subjects().stream().anyMatch(TestSubject::layered)) {
      byte[] terms =
          vocabulary
              .list(plan.organization(), new CustomModelId(plan.model()))
              .orElseThrow(() -> new Invalid("evaluation.refused.unknown-subject"));
      runs.keepOwnTerms(plan.run(), terms);
    }
  }

  /** It may be deleted or taken back since; from here on it cannot before the test is kept. */
  private void requireThere(Plan plan) {
    if (!plan.custom()) {
      return;
    }
    CustomModelId model = new CustomModelId(plan.model());
    data.lock(model);
    if (plan.who() != null) {
      var unused = models.get(model, plan.who());
    }
  }

  private static Kind kind(List<SaidClip> clips) {
    if (clips.isEmpty()) {
      throw new Invalid("evaluation.refused.no-data");
    }
    if (clips.size() > MOST_UTTERANCES) {
      throw new LimitReached("evaluation.refused.too-many-utterances", MOST_UTTERANCES);
    }
    long written = clips.stream().filter(SaidClip::hasReference).count();
    if (written == clips.size()) {
      return Kind.MEASURED;
    }
    if (written > 0) {
      throw new Invalid("evaluation.refused.mixed");
    }
    return Kind.INSPECTION;
  }

  /**
   * What was uploaded counts from now on; what datasets refer to counts already, and so does what
   * was promised to uploads on their way.
   */
  private void requireRoom(OrganizationId organization, Set<String> audio) {
    long more =
        audio.stream()
            .filter(hash -> !blobs.isUsed(organization, hash))
            .mapToLong(hash -> blobs.find(organization, hash).orElseThrow().sizeBytes())
            .sum();
    if (more > room.leftBytes(organization)) {
      throw new LimitReached("evaluation.refused.storage");
    }
  }

  private static List<TestUtterance> utterances(UUID run, List<SaidClip> clips) {
    List<TestUtterance> utterances = new ArrayList<>();
    for (SaidClip clip : clips) {
      utterances.add(
          new TestUtterance(
              run,
              utterances.size() + 1,
              clip.dataset(),
              clip.pair().name(),
              clip.pair().sha256(),
              clip.pair().startMs(),
              clip.pair().durationMs(),
              clip.pair().text(),
              clip.pair().speaker(),
              clip.sampleRateHz(),
              null,
              null,
              TestUtterance.State.WAITING,
              ""));
    }
    return utterances;
  }

  /** Of what is said and written, so that two tests on the same data are known to be. */
  private static String fingerprint(List<SaidClip> clips) {
    Sha256 digest = new Sha256();
    for (SaidClip clip : clips) {
      for (String part :
          List.of(
              clip.pair().sha256(),
              Long.toString(clip.pair().startMs()),
              String.valueOf(clip.pair().durationMs()),
              clip.pair().text(),
              clip.pair().speaker())) {
        byte[] bytes = (part + "\0").getBytes(StandardCharsets.UTF_8);
        digest.add(bytes, 0, bytes.length);
      }
    }
    return digest.hex();
  }
}
