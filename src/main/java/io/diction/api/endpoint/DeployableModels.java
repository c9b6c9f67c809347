package io.diction.api.endpoint;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.api.model.ModelReferences;
import io.diction.api.model.ReferencedModel;
import io.diction.api.model.ReferencedModel.Version;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.sharing.OwnVocabulary;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms.Layered;
import io.diction.training.TrainedModels;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Models to recognise with. */
@Component
class DeployableModels {
  private static final int LEARNING_SECONDS = 30;

  private final ModelReferences references;
  private final BaseModels baseModels;
  private final TrainedModels trainedModels;
  private final Versions versions;
  private final OwnVocabulary vocabulary;

  DeployableModels(
      ModelReferences references,
      BaseModels baseModels,
      TrainedModels trainedModels,
      Versions versions,
      OwnVocabulary vocabulary) {
    this.references = references;
    this.baseModels = baseModels;
    this.trainedModels = trainedModels;
    this.versions = versions;
    this.vocabulary = vocabulary;
  }

  List<String> locales() {
    return baseModels.locales();
  }

  /** Before the organization is held: the model stays until the endpoint is there. */
  void hold(@Nullable EntityReference asked, SignedIn who) {
    references.hold(who, asked);
  }

  /** The one that is named, put into use if it was not yet; otherwise the usual one. */
  @Transactional(propagation = Propagation.MANDATORY)
  public ReferencedModel require(@Nullable EntityReference asked, String locale, SignedIn who) {
    if (asked == null) {
      return references.usual(locale);
    }
    references.find(asked, who).ifPresent(DeployableModels::refuseUnmade);
    ReferencedModel model = references.requireServing(asked, "model", locale, who);
    Version version = model.version();
    if (version != null && version.owner().equals(who.organization())) {
      ModelVersion made = made(version, who);
      if (made.acceptedAt() == null) {
        refuseDoubtful(versions.requireAcceptable(version.model(), version.id(), who));
        versions.accept(version.model(), version.id(), who);
      }
    }
    return model;
  }

  /** What a person is asked twice about, or would call going back, a program cannot accept. */
  private void refuseDoubtful(ModelVersion made) {
    int used = versions.accepted(made.model()).map(ModelVersion::number).orElse(0);
    String why =
        made.metrics().isWorseThanBase()
            ? "is worse than its base model on its test data"
            : made.number() < used
                ? "is older than version %d, which is in use".formatted(used)
                : "";
    if (!why.isEmpty()) {
      throw ApiError.conflict(
              DetailCode.MODEL_NOT_DEPLOYABLE,
              "Version %d was never accepted, and it %s. Accept it in the portal first."
                  .formatted(made.number(), why))
          .target("model");
    }
  }

  private static void refuseUnmade(ReferencedModel model) {
    if (!model.hasSucceeded()) {
      boolean failed = model.status().equals("Failed");
      throw ApiError.conflict(
              failed ? DetailCode.DEPLOYING_FAILED_MODEL : DetailCode.MODEL_NOT_DEPLOYABLE,
              "The model cannot be deployed: its status is %s.".formatted(model.status()))
          .target("model");
    }
  }

  private ModelVersion made(Version version, SignedIn who) {
    return versions.find(version.id(), who.organization()).orElseThrow(NotFound::new);
  }

  /** The same as long as its time is not over. */
  ReferencedModel requireNow(EntityReference asked, String locale, SignedIn who) {
    return references.requireServing(asked, "cid", locale, who);
  }

  ReferencedModel usual(String language) {
    return references.usual(
        locales().stream().filter(language::equalsIgnoreCase).findFirst().orElse(language));
  }

  /**
   * Loaded when it is not in memory, with what the organization puts on a model of another one.
   *
   * @throws ApiError while a job learns how words of its list are said
   */
  SpeechModel load(ReferencedModel model, OrganizationId organization) {
    SpeechModel loaded = loaded(model);
    Version version = foreign(model, organization);
    return version == null
        ? loaded
        : vocabulary
            .overAtOnce(organization, version.model(), loaded)
            .map(Layered::model)
            .orElseThrow(
                () ->
                    ApiError.of(
                            ApiCode.SERVICE_UNAVAILABLE,
                            "How the organization's own terms are said is being learnt.")
                        .retryAfter(LEARNING_SECONDS));
  }

  /** The same for a job, which learns what has to be learnt and may be cancelled meanwhile. */
  SpeechModel load(ReferencedModel model, OrganizationId organization, Progress progress) {
    SpeechModel loaded = loaded(model);
    Version version = foreign(model, organization);
    return version == null
        ? loaded
        : vocabulary.over(organization, version.model(), loaded, progress).model();
  }

  private static @Nullable Version foreign(ReferencedModel model, OrganizationId organization) {
    Version version = model.version();
    return version == null || version.owner().equals(organization) ? null : version;
  }

  private SpeechModel loaded(ReferencedModel model) {
    Version version = model.version();
    return version == null
        ? baseModels.speechModel(model.base().id())
        : trainedModels.speechModel(version.owner(), version.artifactSha256());
  }
}
