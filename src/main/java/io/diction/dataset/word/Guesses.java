package io.diction.dataset.word;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How words are probably said. To learn that from a dictionary takes a while, so a job does it. */
@Component
public class Guesses implements JobHandler {
  private static final String KIND = "pronunciation-guesses";
  private static final long LOOK_EVERY_MILLIS = 500;

  private final BaseModels baseModels;
  private final ObjectProvider<Jobs> jobs;
  private final Path folder;
  private final ReentrantLock learning = new ReentrantLock();
  private final Map<String, GraphemeToPhoneme> learnt = new ConcurrentHashMap<>();

  /**
   * @param jobs which know their handlers, and so this one, from the start
   */
  Guesses(BaseModels baseModels, ObjectProvider<Jobs> jobs, Environment environment) {
    this.baseModels = baseModels;
    this.jobs = jobs;
    this.folder =
        Path.of(environment.getRequiredProperty("diction.data")).resolve("cache").resolve("learnt");
  }

  /** What was learnt from a base model's dictionary; empty while that is under way. */
  Optional<GraphemeToPhoneme> find(
      BaseModelId base, SpeechModel speech, OrganizationId organization) throws IOException {
    GraphemeToPhoneme known = learnt.get(speech.sha256());
    if (known == null && GraphemeToPhoneme.isCached(folder, speech.sha256())) {
      known = GraphemeToPhoneme.cached(folder, speech.sha256(), speech.lexicon(), Progress.NONE);
      learnt.put(speech.sha256(), known);
    }
    if (known == null && !isUnderWay(base, organization)) {
      jobs.getObject().submit(KIND, organization, base.value());
    }
    return Optional.ofNullable(known);
  }

  /** What was learnt, or is learnt now: for jobs, which may take a while. */
  public GraphemeToPhoneme get(SpeechModel speech, Progress progress) throws IOException {
    GraphemeToPhoneme known = learnt.get(speech.sha256());
    if (known != null) {
      return known;
    }
    await(progress);
    try {
      known = learnt.get(speech.sha256());
      if (known == null) {
        known = GraphemeToPhoneme.cached(folder, speech.sha256(), speech.lexicon(), progress);
        learnt.put(speech.sha256(), known);
      }
      return known;
    } finally {
      learning.unlock();
    }
  }

  /** One job learns, the others wait for what it learns; each may be cancelled meanwhile. */
  private void await(Progress progress) {
    try {
      do {
        progress.checkCancelled();
      } while (!learning.tryLock(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  /**
   * The same for a model that may be a trained one: from the newest base model of the same phones,
   * so that a trained model is not learnt from by itself.
   */
  public GraphemeToPhoneme forModel(SpeechModel model, Progress progress) {
    SpeechModel base = baseOf(model).map(found -> baseModels.speechModel(found.id())).orElse(model);
    try {
      return get(base, progress);
    } catch (IOException problem) {
      throw cannotGuess(problem);
    }
  }

  /** The same for callers who do not wait until it is learnt; empty while that is under way. */
  public Optional<GraphemeToPhoneme> findForModel(SpeechModel model, OrganizationId organization) {
    Optional<BaseModel> base = baseOf(model);
    if (base.isEmpty()) {
      return Optional.of(forModel(model, Progress.NONE));
    }
    BaseModelId id = base.get().id();
    try {
      return find(id, baseModels.speechModel(id), organization);
    } catch (IOException problem) {
      throw cannotGuess(problem);
    }
  }

  private Optional<BaseModel> baseOf(SpeechModel model) {
    List<String> phones = model.acousticModel().phones().names();
    return baseModels.usable(model.locale().toLanguageTag()).stream()
        .filter(
            each ->
                baseModels.speechModel(each.id()).acousticModel().phones().names().equals(phones))
        .findFirst();
  }

  private static UncheckedIOException cannotGuess(IOException problem) {
    return new UncheckedIOException("cannot guess how words are said", problem);
  }

  private boolean isUnderWay(BaseModelId base, OrganizationId organization) {
    return jobs.getObject()
        .latest(organization, KIND, base.value())
        .map(Job::state)
        .filter(state -> state == JobState.QUEUED || state == JobState.RUNNING)
        .isPresent();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException {
    SpeechModel speech = baseModels.speechModel(new BaseModelId(context.subject()));
    get(speech, context.progress("validate", 0, 1));
  }
}
