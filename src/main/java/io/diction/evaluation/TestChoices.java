package io.diction.evaluation;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.dataset.TestData;
import io.diction.dataset.TestData.TestSet;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.sharing.OwnVocabulary;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What can be measured with what, as somebody may see it. */
@Component
class TestChoices {
  static final int MOST_SUBJECTS = 4;
  private static final String LAYERED = "own:";

  private final BaseModels baseModels;
  private final Versions versions;
  private final TestData data;
  private final OwnVocabulary vocabulary;
  private final Clock clock;

  TestChoices(
      BaseModels baseModels,
      Versions versions,
      TestData data,
      OwnVocabulary vocabulary,
      Clock clock) {
    this.baseModels = baseModels;
    this.versions = versions;
    this.data = data;
    this.vocabulary = vocabulary;
    this.clock = clock;
  }

  /**
   * A model to measure.
   *
   * @param value as a form sends it
   * @param number of a version; 0 for a base model
   * @param layered whether the own terms of who tests are put on top of it
   * @param isUsed whether it is the version in use
   * @param isChosen unless somebody chooses otherwise
   */
  record Option(
      String value, int number, String label, boolean layered, boolean isUsed, boolean isChosen) {

    /** The message that names it, with {@link #title()} in it. */
    public String titleKey() {
      return TestSubject.titleKey(number == 0, layered, "evaluation.new.base");
    }

    public Object title() {
      return number == 0 ? label : number;
    }
  }

  /**
   * What the form offers.
   *
   * @param datasets empty for those whom the model is shared with: its data is its owner's
   */
  record Offer(List<Option> subjects, List<TestSet> datasets) {
    Offer {
      subjects = List.copyOf(subjects);
      datasets = List.copyOf(datasets);
    }

    public List<Option> bases() {
      return subjects.stream().filter(option -> option.number() == 0).toList();
    }

    public List<Option> versions() {
      return subjects.stream().filter(option -> option.number() > 0).toList();
    }
  }

  Offer offer(ModelView model, SignedIn who) {
    List<Option> options = new ArrayList<>();
    for (BaseModel base : baseModels.usable(model.locale())) {
      options.add(
          new Option("base:" + base.id().value(), 0, label(base), false, false, options.isEmpty()));
    }
    List<ModelVersion> offered = versions(model, who);
    boolean terms = hasOwnTerms(model, who);
    for (ModelVersion version : offered) {
      boolean used = version.id().equals(model.acceptedVersion());
      options.add(
          new Option(
              "version:" + version.id(),
              version.number(),
              label(model, version.number()),
              false,
              used,
              used || version.equals(offered.get(0))));
      if (terms) {
        options.add(
            new Option(
                LAYERED + version.id(),
                version.number(),
                layered(model, version),
                true,
                used,
                used));
      }
    }
    return new Offer(options, model.isOwn() ? data.list(model.id(), model.owner()) : List.of());
  }

  /** Others than the owner try out what they serve, and what waits for their yes. */
  private List<ModelVersion> versions(ModelView model, SignedIn who) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    VersionId offered = versions.accepted(model.id()).map(ModelVersion::id).orElse(null);
    return versions.list(model.id(), who).stream()
        .filter(version -> !version.isExpired(now))
        .filter(
            version ->
                model.isOwn()
                    || version.id().equals(model.acceptedVersion())
                    || version.id().equals(offered))
        .toList();
  }

  /** Whether somebody recognises with more than the model of another organization. */
  private boolean hasOwnTerms(ModelView model, SignedIn who) {
    return !model.isOwn() && vocabulary.list(who.organization(), model.id()).isPresent();
  }

  static String label(ModelView model, int number) {
    return model.name() + " #" + number;
  }

  private static String layered(ModelView model, ModelVersion version) {
    return label(model, version.number()) + " + own terms";
  }

  private String label(BaseModel base) {
    return base.languageName() + " " + base.name();
  }

  /**
   * What was chosen, base models first, older versions before newer ones.
   *
   * @throws Invalid when it is nothing, too much, or not on offer
   */
  List<TestSubject> require(UUID run, ModelView model, Collection<String> chosen, SignedIn who) {
    if (!Tests.mayTest(model)) {
      throw new NotAllowed("evaluation.not-allowed");
    }
    LinkedHashSet<String> wanted = new LinkedHashSet<>(chosen);
    if (wanted.isEmpty()) {
      throw new Invalid("evaluation.refused.no-subject");
    }
    if (wanted.size() > MOST_SUBJECTS) {
      throw new Invalid("evaluation.refused.too-many-subjects", MOST_SUBJECTS);
    }
    List<TestSubject> subjects = new ArrayList<>();
    for (BaseModel base : baseModels.usable(model.locale())) {
      if (wanted.remove("base:" + base.id().value())) {
        subjects.add(base(run, subjects.size(), base, model));
      }
    }
    List<ModelVersion> offered = new ArrayList<>(versions(model, who));
    offered.sort((one, other) -> Integer.compare(one.number(), other.number()));
    for (ModelVersion version : offered) {
      if (wanted.remove("version:" + version.id())) {
        subjects.add(version(run, subjects.size(), version, model));
      }
      if (wanted.contains(LAYERED + version.id()) && hasOwnTerms(model, who)) {
        wanted.remove(LAYERED + version.id());
        subjects.add(
            version(run, subjects.size(), version, layered(model, version), model.owner(), true));
      }
    }
    if (!wanted.isEmpty()) {
      throw new Invalid("evaluation.refused.unknown-subject");
    }
    return subjects;
  }

  /** The base model that a version was made from. */
  TestSubject base(UUID run, int position, BaseModelId id, ModelView model) {
    return base(run, position, baseModels.get(id), model);
  }

  private TestSubject base(UUID run, int position, BaseModel base, ModelView model) {
    return new TestSubject(
        run,
        position,
        base.id().value(),
        null,
        0,
        label(base),
        base.packSha256(),
        model.owner().value(),
        false,
        null);
  }

  static TestSubject version(UUID run, int position, ModelVersion version, ModelView model) {
    return version(run, position, version, label(model, version.number()), model.owner(), false);
  }

  private static TestSubject version(
      UUID run,
      int position,
      ModelVersion version,
      String label,
      OrganizationId owner,
      boolean layered) {
    return new TestSubject(
        run,
        position,
        null,
        version.id().value(),
        version.number(),
        label,
        version.made().artifact().sha256(),
        owner.value(),
        layered,
        null);
  }

  /** Whose lexicon reads aloud: the first base model measured, else that of the newest version. */
  UUID reader(List<TestSubject> subjects, ModelView model, SignedIn who) {
    UUID base = subjects.get(0).baseModelId();
    UUID newest = subjects.get(subjects.size() - 1).versionId();
    return base != null
        ? base
        : versions.list(model.id(), who).stream()
            .filter(version -> version.id().value().equals(newest))
            .map(version -> version.baseModel().value())
            .findFirst()
            .orElseThrow(() -> new Invalid("evaluation.refused.unknown-subject"));
  }
}
