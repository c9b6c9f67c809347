package io.diction.customspeech;

import io.diction.api.evaluation.WantedEvaluations;
import io.diction.api.evaluation.WantedEvaluations.Wanted;
import io.diction.api.model.ModelOrders;
import io.diction.api.model.ModelOrders.ModelOrder;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKind;
import io.diction.identity.SignedIn;
import io.diction.project.MemberKind;
import io.diction.project.Project;
import io.diction.project.ProjectMembers;
import io.diction.web.Refusal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.Errors;

/** What a new model of a project can be made of, and the making. */
@Service
class NewModels {
  /** Recordings with what is said in them, or alone. */
  private static final Set<String> HEARD =
      Set.of(DatasetKind.ACOUSTIC.text(), DatasetKind.AUDIO_FILES.text());

  private final BaseModels baseModels;
  private final SpeechMembers rows;
  private final ModelOrders orders;
  private final WantedEvaluations evaluations;
  private final ProjectMembers members;

  NewModels(
      BaseModels baseModels,
      SpeechMembers rows,
      ModelOrders orders,
      WantedEvaluations evaluations,
      ProjectMembers members) {
    this.baseModels = baseModels;
    this.rows = rows;
    this.orders = orders;
    this.evaluations = evaluations;
    this.members = members;
  }

  /**
   * A base model to begin with.
   *
   * @param trainable whether there is still time to adapt it
   */
  record Base(
      String id, String name, String capabilities, OffsetDateTime until, boolean trainable) {}

  /**
   * What may be chosen.
   *
   * @param bases the newest first, those whose time is over too
   * @param datasets of the project that are ready, the newest first
   */
  record Offer(List<Base> bases, List<SpeechMember> datasets) {
    Offer {
      bases = List.copyOf(bases);
      datasets = List.copyOf(datasets);
    }

    /** The newest that can be adapted, which is chosen at first; empty where there is none. */
    String newest() {
      return bases.stream().filter(Base::trainable).findFirst().map(Base::id).orElse("");
    }

    public boolean isTrainable() {
      return bases.stream().anyMatch(Base::trainable);
    }

    /** What a model can be measured with that does not learn from it. */
    public List<SpeechMember> testData(TrainForm form) {
      return datasets.stream()
          .filter(one -> HEARD.contains(one.detail()))
          .filter(one -> !form.dataset().contains(one.id().toString()))
          .toList();
    }
  }

  @Transactional(readOnly = true)
  public Offer offer(Project project, SignedIn who) {
    List<BaseModel> trainable = baseModels.trainable(project.locale());
    List<Base> bases = new ArrayList<>();
    trainable.forEach(base -> bases.add(base(base, true)));
    baseModels.all().stream()
        .filter(base -> base.locale().equals(project.locale()) && !trainable.contains(base))
        .forEach(base -> bases.add(base(base, false)));
    return new Offer(bases, rows.usableDatasets(project.id(), who.organization()));
  }

  private static Base base(BaseModel base, boolean trainable) {
    return new Base(
        base.id().toString(),
        base.name(),
        String.join(", ", base.capabilities()),
        base.adaptationUntil(),
        trainable);
  }

  /** Says what is wrong with one step. */
  void check(TrainStep step, TrainForm form, Offer offer, Errors errors) {
    switch (step) {
      case BASE -> {
        if (offer.bases().stream()
            .noneMatch(base -> base.trainable() && base.id().equals(form.base()))) {
          errors.rejectValue("base", "customspeech.train.base.required");
        }
      }
      case DATA -> checkData(form, offer, errors);
      case DETAILS -> {
        check("name", () -> new ModelName(form.name()), errors);
        check("description", () -> new ModelSettings(form.description(), "", false), errors);
      }
      case TEST -> {
        if (offer.testData(form).stream()
            .noneMatch(one -> one.id().toString().equals(form.testData()))) {
          errors.rejectValue("testData", "customspeech.train.test.required");
        }
      }
    }
  }

  private void checkData(TrainForm form, Offer offer, Errors errors) {
    List<SpeechMember> chosen = chosen(form, offer);
    if (chosen.isEmpty() || chosen.size() < form.dataset().stream().distinct().count()) {
      errors.rejectValue("dataset", "customspeech.train.data.required");
      return;
    }
    baseModels.all().stream()
        .filter(base -> base.id().toString().equals(form.base()))
        .findFirst()
        .ifPresent(
            base ->
                chosen.stream()
                    .filter(one -> !isLearnt(base, one))
                    .findFirst()
                    .ifPresent(
                        one ->
                            errors.rejectValue(
                                "dataset",
                                "customspeech.train.data.unlearnt",
                                new Object[] {base.name(), one.name()},
                                null)));
  }

  private static boolean isLearnt(BaseModel base, SpeechMember dataset) {
    return DatasetKind.find(dataset.detail())
        .filter(kind -> ModelOrders.learnsFrom(base, kind))
        .isPresent();
  }

  private static List<SpeechMember> chosen(TrainForm form, Offer offer) {
    return offer.datasets().stream()
        .filter(one -> form.dataset().contains(one.id().toString()))
        .toList();
  }

  private static void check(String field, Runnable reading, Errors errors) {
    Refusal.of(reading)
        .ifPresent(
            refusal -> errors.rejectValue(field, refusal.messageKey(), refusal.arguments(), null));
  }

  /** Makes what was checked: a model in the project whose training is queued. */
  @Transactional
  public void make(Project project, TrainForm form, SignedIn who) {
    UUID base = UUID.fromString(form.base());
    UUID model =
        orders.make(
            ModelOrder.of(
                form.name(),
                project.locale(),
                form.description().isEmpty() ? null : form.description(),
                base,
                form.dataset().stream()
                    .distinct()
                    .map(UUID::fromString)
                    .map(DatasetId::new)
                    .toList()),
            who);
    members.connect(project.id(), MemberKind.MODEL, model, project.locale(), who);
    if (form.isTested()) {
      evaluations.want(
          new Wanted(model, base, UUID.fromString(form.testData()), form.name(), project.locale()),
          who);
    }
  }
}
