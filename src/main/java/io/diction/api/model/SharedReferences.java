package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.sharing.ShareEnds;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Models of other organizations that a request recognises with: named by the model's id, as the
 * portal's addresses have it, and standing for the version that is served there.
 */
@Component
class SharedReferences {
  private final CustomModels models;
  private final Versions versions;
  private final BaseModels baseModels;
  private final ShareEnds ends;
  private final MessageSource messages;

  SharedReferences(
      CustomModels models,
      Versions versions,
      BaseModels baseModels,
      ShareEnds ends,
      MessageSource messages) {
    this.models = models;
    this.versions = versions;
    this.baseModels = baseModels;
    this.ends = ends;
    this.messages = messages;
  }

  /** One that may be used now; empty for those of the organization itself. */
  Optional<ReferencedModel> find(EntityReference reference, SignedIn who) {
    if (reference.kind() != EntityKind.MODEL) {
      return Optional.empty();
    }
    return versions
        .findUsable(who.organization(), new CustomModelId(reference.id()))
        .filter(model -> !model.owner().equals(who.organization()))
        .flatMap(
            model ->
                versions
                    .find(model.version(), model.owner())
                    .map(
                        version ->
                            ReferencedModel.shared(
                                model, version, baseModels.get(version.baseModel()))));
  }

  /**
   * Says why one that was used, or is only shown, recognises nothing; returns where there is none.
   *
   * @throws ApiError {@code InvalidModel}
   */
  void refuseEnded(EntityReference reference, String property, SignedIn who) {
    if (reference.kind() != EntityKind.MODEL) {
      return;
    }
    CustomModelId id = new CustomModelId(reference.id());
    if (models.find(id, who).filter(model -> !model.isOwn()).isPresent()) {
      throw refused(
          "The model is shared with you, but not to recognise with now: it may only be looked at, or"
              + " has no version whose time is not over.",
          property,
          "sharing.unusable");
    }
    ends.find(who.organization(), id)
        .ifPresent(
            end -> {
              String key = "sharing.ended." + end.reason().key();
              throw refused(
                  messages.getMessage(key, new Object[] {end.model(), end.owner()}, Locale.ENGLISH),
                  property,
                  key);
            });
  }

  private static ApiError refused(String why, String property, String reason) {
    return ApiError.invalid(DetailCode.INVALID_MODEL, why)
        .target(property)
        .detail("reason", reason);
  }
}
