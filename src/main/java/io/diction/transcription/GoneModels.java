package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.sharing.ShareEnds;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Why custom models recognise nothing for an organization any more: as they are now, so that an end
 * of long ago says nothing of a model that was given again since.
 */
@Component
class GoneModels {
  private final CustomModels models;
  private final Versions versions;
  private final ShareEnds ends;
  private final Clock clock;

  GoneModels(CustomModels models, Versions versions, ShareEnds ends, Clock clock) {
    this.models = models;
    this.versions = versions;
    this.ends = ends;
    this.clock = clock;
  }

  /** A reason in words: a message and what goes into it. */
  record Gone(String messageKey, List<Object> arguments) {
    Gone {
      arguments = List.copyOf(arguments);
    }

    static Gone because(String messageKey, Object... arguments) {
      return new Gone(messageKey, List.of(arguments));
    }

    public Object[] parameters() {
      return arguments.toArray();
    }
  }

  /** Empty for one that can be used, and for one of which nothing is known any more. */
  Optional<Gone> why(SignedIn user, CustomModelId id) {
    if (versions.findUsable(user.organization(), id).isPresent()) {
      return Optional.empty();
    }
    return models
        .find(id, user)
        .map(this::why)
        .or(
            () ->
                ends.find(user.organization(), id)
                    .map(
                        end ->
                            Gone.because(
                                "sharing.ended." + end.reason().key(), end.model(), end.owner())));
  }

  private Gone why(ModelView model) {
    if (model.isArchived()) {
      return Gone.because("transcription.gone.archived", model.name());
    }
    if (!model.isForUse()) {
      return Gone.because("sharing.ended.lowered", model.name(), model.ownerName());
    }
    return model.isExpired(OffsetDateTime.now(clock))
        ? Gone.because("transcription.gone.expired", model.name(), model.acceptedNumber())
        : Gone.because("transcription.gone.no-version", model.name());
  }
}
