package io.diction.transcription;

import io.diction.custommodel.Attention;
import io.diction.custommodel.Attention.Matter;
import io.diction.dataset.Reviews;
import io.diction.dataset.Reviews.Review;
import io.diction.identity.SignedIn;
import io.diction.training.UnderWay;
import io.diction.training.UnderWay.InTraining;
import io.diction.transcription.EndedDefaults.Ended;
import io.diction.transcription.GoneModels.Gone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person finds at Home. */
@Component
class Home {
  private static final int SESSIONS = 8;
  private static final int MODELS = 6;

  private final ModelChoices models;
  private final Sessions sessions;
  private final Attention attention;
  private final Reviews reviews;
  private final UnderWay trainings;
  private final EndedDefaults defaults;

  Home(
      ModelChoices models,
      Sessions sessions,
      Attention attention,
      Reviews reviews,
      UnderWay trainings,
      EndedDefaults defaults) {
    this.models = models;
    this.sessions = sessions;
    this.attention = attention;
    this.reviews = reviews;
    this.trainings = trainings;
    this.defaults = defaults;
  }

  /**
   * The organization's default for a language that is none any more.
   *
   * @param why what became of the model; null where it can be used still
   */
  record EndedDefault(String name, @Nullable Gone why) {}

  /**
   * All of it.
   *
   * @param aligning whether the form aligns a transcript; otherwise it transcribes
   * @param asked the model that was asked for; empty where none was
   * @param chosen the model preselected; null where nothing recognises speech
   * @param gone why the model that was asked for, or else used last, cannot be used, and another
   *     one is preselected; null where it can
   * @param endedDefault the organization's default that ended, where another one is preselected and
   *     it was not what was used last; null where none did
   * @param ready the first custom models that can be used
   * @param more how many others there are
   */
  record View(
      boolean aligning,
      String asked,
      ModelChoices.Offer offer,
      @Nullable ModelChoice chosen,
      @Nullable Gone gone,
      @Nullable EndedDefault endedDefault,
      List<ModelChoice> ready,
      int more,
      List<Matter> matters,
      List<Review> reviews,
      List<InTraining> trainings,
      List<SttSession> sessions) {
    View {
      ready = List.copyOf(ready);
      matters = List.copyOf(matters);
      reviews = List.copyOf(reviews);
      trainings = List.copyOf(trainings);
      sessions = List.copyOf(sessions);
    }

    /** Whether something is to be said of the models before one is chosen. */
    public boolean isTroubled() {
      return chosen != null && (gone != null || endedDefault != null);
    }

    /** Of the recent ones those without a transcript. */
    public List<SttSession> failed() {
      return sessions.stream().filter(session -> session.failure() != null).toList();
    }

    public boolean isCalm() {
      return matters.isEmpty() && reviews.isEmpty() && trainings.isEmpty() && failed().isEmpty();
    }
  }

  @Transactional(readOnly = true)
  public View of(SignedIn who, String asked, boolean aligning) {
    List<SttSession> recent = sessions.recent(who, SESSIONS);
    Optional<SttSession> latest = asked.isEmpty() ? recent.stream().findFirst() : Optional.empty();
    String last = latest.map(ModelChoices::value).orElse("");
    ModelChoices.Offer offer = models.offer(who, asked, last);
    List<ModelChoice> custom =
        offer.languages().stream().flatMap(each -> each.customModels().stream()).toList();
    ModelChoice chosen = offer.preselected(asked, last, latest.map(SttSession::locale).orElse(""));
    boolean asIs = !asked.isEmpty() || (chosen != null && chosen.preferred());
    return new View(
        aligning,
        asked,
        offer,
        chosen,
        offer.lacks(asked + last) ? gone(who, asked + last, latest) : null,
        asIs || chosen == null ? null : endedDefault(who, chosen.locale(), last),
        custom.subList(0, Math.min(MODELS, custom.size())),
        Math.max(0, custom.size() - MODELS),
        attention.of(who),
        Stream.concat(reviews.waiting(who).stream(), reviews.rejected(who).stream()).toList(),
        trainings.of(who),
        recent);
  }

  private Gone gone(SignedIn who, String wanted, Optional<SttSession> latest) {
    return models
        .gone(who, wanted)
        .or(() -> latest.map(one -> Gone.because("transcription.gone.last", one.modelLabel())))
        .orElseGet(() -> Gone.because("transcription.start.gone"));
  }

  /** Of the model that was used last it is said already. */
  private @Nullable EndedDefault endedDefault(SignedIn who, String locale, String last) {
    Optional<Ended> ended = defaults.find(who, locale);
    if (ended.isEmpty() || ModelChoices.model(last).equals(ended.map(Ended::model))) {
      return null;
    }
    return new EndedDefault(ended.get().name(), models.gone(who, ended.get().model()).orElse(null));
  }
}
