package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.dataset.DatasetId;
import io.diction.dataset.TestData;
import io.diction.dataset.TestData.TestClip;
import io.diction.dataset.TestData.TestSet;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes a test of what somebody chose. */
@Component
class NewTests {
  private final CustomModels models;
  private final TestChoices choices;
  private final TestData data;
  private final TestQueue queue;

  NewTests(CustomModels models, TestChoices choices, TestData data, TestQueue queue) {
    this.models = models;
    this.choices = choices;
    this.data = data;
    this.queue = queue;
  }

  /** What the form offers, for those who may test. */
  TestChoices.Offer offer(CustomModelId id, SignedIn who) {
    return choices.offer(requireTestable(id, who), who);
  }

  ModelView requireTestable(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!Tests.mayTest(model)) {
      throw new NotAllowed("evaluation.not-allowed");
    }
    return model;
  }

  UUID start(CustomModelId id, NewTest wanted, SignedIn who) throws IOException {
    ModelView model = requireTestable(id, who);
    UUID run = Ids.next();
    List<TestSubject> subjects = choices.require(run, model, wanted.subjects(), who);
    List<SaidClip> clips = new ArrayList<>();
    List<TestSet> sets = sets(model, wanted.datasets());
    for (TestClip clip : data.clips(id, model.owner(), sets.stream().map(TestSet::id).toList())) {
      clips.add(SaidClip.of(clip));
    }
    clips.addAll(wanted.uploaded());
    return queue.add(
        new TestQueue.Plan(
            run,
            model.id().value(),
            true,
            model.locale(),
            who.organization(),
            who,
            name(wanted, sets),
            subjects,
            choices.reader(subjects, model, who)),
        clips);
  }

  /** Refuses what cannot be tested before anything is uploaded for it. */
  void require(CustomModelId id, List<String> subjects, SignedIn who) {
    choices.require(Ids.next(), requireTestable(id, who), subjects, who);
  }

  private List<TestSet> sets(ModelView model, List<DatasetId> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    if (!model.isOwn()) {
      throw new Invalid("evaluation.refused.unknown-dataset");
    }
    List<TestSet> known = data.list(model.id(), model.owner());
    List<DatasetId> ids = known.stream().map(TestSet::id).toList();
    if (!ids.containsAll(wanted)) {
      throw new Invalid("evaluation.refused.unknown-dataset");
    }
    return known.stream().filter(set -> wanted.contains(set.id())).toList();
  }

  /** That of its data unless somebody gave it one. */
  private static String name(NewTest wanted, List<TestSet> sets) {
    return NewTest.name(
        wanted.name(),
        sets.isEmpty()
            ? wanted.uploaded().stream().map(clip -> clip.pair().name()).distinct()
            : sets.stream().map(TestSet::name));
  }
}
