package io.diction.transcription;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.UsableModel;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.transcription.GoneModels.Gone;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.WrongState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which models an organization can transcribe with: base models and usable custom ones. */
@Component
class ModelChoices {
  private static final String BASE = "base:";
  private static final String CUSTOM = "model:";

  private final BaseModels baseModels;
  private final Versions versions;
  private final GoneModels gone;

  ModelChoices(BaseModels baseModels, Versions versions, GoneModels gone) {
    this.baseModels = baseModels;
    this.versions = versions;
    this.gone = gone;
  }

  /**
   * A language and what recognises it.
   *
   * @param organization whose choice it is
   * @param models base models first, newest first, then custom ones by name
   */
  record LanguageChoices(String locale, String name, UUID organization, List<ModelChoice> models) {
    LanguageChoices {
      models = List.copyOf(models);
    }

    public List<ModelChoice> baseModels() {
      return models.stream().filter(model -> !model.isCustom()).toList();
    }

    public List<ModelChoice> ownModels() {
      return models.stream().filter(model -> organization.equals(model.ownerId())).toList();
    }

    /** Custom models of others. */
    public List<ModelChoice> sharedModels() {
      return customModels().stream()
          .filter(model -> !organization.equals(model.ownerId()))
          .toList();
    }

    public List<ModelChoice> customModels() {
      return models.stream().filter(ModelChoice::isCustom).toList();
    }
  }

  /**
   * What to choose from: of many custom models the first by name, and those that are asked for.
   *
   * @param wanted values of choices
   */
  @Transactional(readOnly = true)
  Offer offer(SignedIn user, String... wanted) {
    List<UsableModel> asked = asked(user, wanted);
    List<LanguageChoices> languages = new ArrayList<>();
    for (Language language : baseModels.languages()) {
      List<ModelChoice> models = new ArrayList<>();
      for (BaseModel base : baseModels.usable(language.locale())) {
        models.add(ModelChoice.of(base, language.name()));
      }
      for (UsableModel model : versions.usable(user.organization(), language)) {
        models.add(choice(model, language));
      }
      for (UsableModel model : asked) {
        ModelChoice choice = choice(model, language);
        if (model.locale().equals(language.locale()) && !models.contains(choice)) {
          models.add(choice);
        }
      }
      if (!models.isEmpty()) {
        languages.add(
            new LanguageChoices(
                language.locale(), language.name(), user.organization().value(), models));
      }
    }
    return new Offer(languages);
  }

  /** The model that a form means; of one that cannot be used any more it is said why. */
  @Transactional(readOnly = true)
  ModelChoice require(SignedIn user, NewSessionForm form) {
    Offer offer = offer(user, form.language(), form.model());
    Stream.of(form.model(), form.language())
        .filter(offer::lacks)
        .flatMap(value -> gone(user, value).stream())
        .findFirst()
        .ifPresent(
            why -> {
              throw new WrongState(why.messageKey(), why.parameters());
            });
    return offer.require(form);
  }

  /** How a model came to be no choice any more; empty where it never was one. */
  Optional<Gone> gone(SignedIn user, String value) {
    return model(value).flatMap(id -> gone.why(user, id));
  }

  Optional<Gone> gone(SignedIn user, CustomModelId id) {
    return gone.why(user, id);
  }

  private List<UsableModel> asked(SignedIn user, String... wanted) {
    return Stream.of(wanted)
        .distinct()
        .flatMap(value -> model(value).stream())
        .flatMap(id -> versions.findUsable(user.organization(), id).stream())
        .toList();
  }

  /** The choice that a session was started with. */
  static String value(SttSession session) {
    return value(session.baseModelId(), session.modelId());
  }

  static String value(@Nullable UUID baseModel, @Nullable UUID model) {
    return model == null ? BASE + baseModel : CUSTOM + model;
  }

  static boolean isCustom(String value) {
    return value.startsWith(CUSTOM);
  }

  /** Whose id a choice has, of a base model or a custom one. */
  static Optional<UUID> id(String value) {
    if (!value.startsWith(BASE) && !value.startsWith(CUSTOM)) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(value.substring(value.indexOf(':') + 1)));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  static Optional<CustomModelId> model(String value) {
    return isCustom(value) ? id(value).map(CustomModelId::new) : Optional.empty();
  }

  private static ModelChoice choice(UsableModel model, Language language) {
    return new ModelChoice(
        CUSTOM + model.id(),
        model.locale(),
        null,
        model.id().value(),
        model.version().value(),
        model.owner().value(),
        model.number(),
        "%s (%s)".formatted(model.name(), language.name()),
        model.artifactSha256(),
        model.isDefault());
  }

  /** Everything that can be chosen. */
  record Offer(List<LanguageChoices> languages) {
    Offer {
      languages = List.copyOf(languages);
    }

    /** Whether somebody asked for a model that is not there any more, or never was. */
    boolean lacks(String wanted) {
      return !wanted.isEmpty() && find(choice -> choice.value().equals(wanted)).isEmpty();
    }

    /**
     * What is selected at first: what was asked for, else the default of the language used last,
     * else what was used last, else a default, else the first.
     *
     * @param last value of the choice that was used last; empty where there is none
     * @param locale its language
     */
    @Nullable ModelChoice preselected(String asked, String last, String locale) {
      return find(choice -> choice.value().equals(asked))
          .or(() -> find(choice -> choice.preferred() && choice.locale().equals(locale)))
          .or(() -> find(choice -> choice.value().equals(last)))
          .or(() -> find(choice -> choice.locale().equals(locale)))
          .or(() -> find(ModelChoice::preferred))
          .or(() -> find(choice -> true))
          .orElse(null);
    }

    /**
     * The model that a form means. A custom model chosen in the language list counts when the model
     * list, which follows only with a script, still names another language's or none.
     */
    ModelChoice require(NewSessionForm form) {
      Optional<ModelChoice> byLanguage = find(choice -> choice.value().equals(form.language()));
      Optional<ModelChoice> byModel = find(choice -> choice.value().equals(form.model()));
      if (byLanguage.isPresent() && byModel.filter(ModelChoice::isCustom).isEmpty()) {
        return byLanguage.get();
      }
      if (form.model().isEmpty()) {
        return find(choice -> choice.preferred() && choice.locale().equals(form.language()))
            .or(() -> find(choice -> choice.locale().equals(form.language())))
            .orElseThrow(() -> new Invalid("transcription.refused.no-model"));
      }
      // No silent fallback: a model that is gone is said to be gone.
      return byModel.orElseThrow(() -> new Invalid("transcription.refused.no-model"));
    }

    private Optional<ModelChoice> find(Predicate<ModelChoice> wanted) {
      return languages.stream().flatMap(each -> each.models().stream()).filter(wanted).findFirst();
    }
  }
}
