package io.diction.evaluation.version;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionOrigin;
import io.diction.custommodel.VersionOrigins;
import io.diction.custommodel.Versions;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.version.MadeWith.Source;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.identity.SignedIn;
import io.diction.training.run.RecordedRun;
import io.diction.web.Refusal.NotFound;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where a version comes from, for the people of its owner. */
@Service
class VersionDetails {
  private final CustomModels models;
  private final Versions versions;
  private final BaseModels baseModels;
  private final OwnVersions own;
  private final TestRows tests;
  private final VersionOrigins origins;

  VersionDetails(
      CustomModels models,
      Versions versions,
      BaseModels baseModels,
      OwnVersions own,
      TestRows tests,
      VersionOrigins origins) {
    this.models = models;
    this.versions = versions;
    this.baseModels = baseModels;
    this.own = own;
    this.tests = tests;
    this.origins = origins;
  }

  /**
   * A version and what is known of it.
   *
   * @param base name of its base model
   * @param before the newest of those before it that are left
   * @param training that made it; null once its record is gone
   * @param origin where it was trained; null where that was here
   * @param tests that measured it, the newest first
   */
  record Details(
      ModelView model,
      ModelVersion version,
      String base,
      MadeWith made,
      @Nullable ModelVersion before,
      @Nullable MadeWith madeBefore,
      @Nullable RecordedRun training,
      @Nullable VersionOrigin origin,
      List<TestRun> tests) {
    Details {
      tests = List.copyOf(tests);
    }

    /** Datasets that the version before was not made with. */
    public List<Source> added() {
      return madeBefore == null
          ? List.of()
          : made.datasets().stream().filter(source -> !madeBefore.has(source)).toList();
    }

    /** Datasets that only the version before was made with. */
    public List<Source> removed() {
      return madeBefore == null
          ? List.of()
          : madeBefore.datasets().stream().filter(source -> !made.has(source)).toList();
    }

    /**
     * Whether their error rates can be compared: measured on as many words, and nothing says that
     * they were others.
     */
    public boolean isComparable() {
      return before != null
          && version.metrics().isMeasured()
          && before.metrics().testWords() == version.metrics().testWords()
          && (isSameTest() || !isTestRecorded());
    }

    /** Whether both were surely measured on the same recordings and words. */
    public boolean isSameTest() {
      return madeBefore != null
          && !made.testData().isEmpty()
          && made.testData().equals(madeBefore.testData());
    }

    private boolean isTestRecorded() {
      return madeBefore != null && !made.testData().isEmpty() && !madeBefore.testData().isEmpty();
    }

    /** Percentage points of word error rate, below 0: better than the version before. */
    public double points() {
      return before == null
          ? 0
          : 100 * (version.metrics().customRate() - before.metrics().customRate());
    }

    public boolean isUsed() {
      return version.id().equals(model.acceptedVersion());
    }

    public boolean isOlder() {
      return version.number() < model.acceptedNumber();
    }

    /** Whether the training that made it is on record, and so can be repeated. */
    public boolean isRecorded() {
      return training != null;
    }

    /** Whether data and vocabulary are as they were when it was trained. */
    public boolean isDataUnchanged() {
      return version.dataRevision() == model.dataRevision();
    }
  }

  @Transactional(readOnly = true)
  public Details get(CustomModelId id, VersionId wanted, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotFound();
    }
    List<ModelVersion> all = versions.ofModel(model);
    ModelVersion version =
        all.stream().filter(one -> one.id().equals(wanted)).findFirst().orElseThrow(NotFound::new);
    ModelVersion before =
        all.stream()
            .filter(one -> one.number() < version.number())
            .max(Comparator.comparingInt(ModelVersion::number))
            .orElse(null);
    return new Details(
        model,
        version,
        baseModels.find(version.baseModel().value()).map(base -> base.name()).orElse("–"),
        MadeWith.of(version),
        before,
        before == null ? null : MadeWith.of(before),
        own.training(new OwnVersion(model, version)).orElse(null),
        origins.of(id, who).get(wanted),
        tests.ofVersion(wanted.value(), model.owner()));
  }
}
