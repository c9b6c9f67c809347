package io.diction.api.transcription;

import io.diction.api.answer.EntityReference;
import io.diction.api.model.ModelReferences;
import io.diction.api.model.ReferencedModel;
import io.diction.api.model.ReferencedModel.Version;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.transcription.ModelChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What recognises a transcription. */
@Component
class Recognising {
  private final ModelReferences references;
  private final BaseModels baseModels;

  Recognising(ModelReferences references, BaseModels baseModels) {
    this.references = references;
    this.baseModels = baseModels;
  }

  List<String> locales() {
    return baseModels.locales();
  }

  /** Before the organization is held: the model stays until the transcription is there. */
  void hold(@Nullable EntityReference asked, SignedIn who) {
    references.hold(who, asked);
  }

  /** The model that is named, or the usual one of the locale. */
  ReferencedModel require(@Nullable EntityReference asked, String locale, SignedIn who) {
    return asked == null
        ? references.usual(locale)
        : references.requireServing(asked, "model", locale, who);
  }

  /** As sessions are started with it. */
  ModelChoice choice(ReferencedModel model) {
    String language = baseModels.languageName(model.locale());
    Version version = model.version();
    if (version == null) {
      return ModelChoice.of(model.base(), language);
    }
    return new ModelChoice(
        "",
        model.locale(),
        null,
        version.model().value(),
        version.id().value(),
        version.owner().value(),
        version.number(),
        "%s (%s)".formatted(model.displayName(), language),
        version.artifactSha256(),
        false);
  }
}
