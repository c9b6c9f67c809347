package io.diction.transcription;

import io.diction.custommodel.Attention;
import io.diction.custommodel.Attention.Matter;
import io.diction.dataset.Reviews;
import io.diction.dataset.Reviews.Review;
import io.diction.identity.SignedIn;
import io.diction.sharing.ShareEnds.ShareEnd;
import io.diction.training.UnderWay;
import io.diction.training.UnderWay.InTraining;
import java.util.List;
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
   * All of it.
   *
   * @param aligning whether the form aligns a transcript; otherwise it transcribes
   * @param asked the model that was asked for; empty where none was
   * @param chosen the model preselected; null where nothing recognises speech
   * @param gone whether the model that was asked for cannot be used, and another one is preselected
   * @param ended how the model that was asked for, or used last, was taken back; null where it was
   *     not
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
      boolean gone,
      @Nullable ShareEnd ended,
      @Nullable String endedDefault,
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
      return chosen != null && (gone || ended != null || endedDefault != null);
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
    String last = asked.isEmpty() ? last(recent) : "";
    ModelChoices.Offer offer = models.offer(who, asked, last);
    String wanted = asked + last;
    // What was chosen last may be gone since, of which nobody asked to hear.
    String model = offer.lacks(last) ? asked : asked + last;
    List<ModelChoice> custom =
        offer.languages().stream().flatMap(each -> each.customModels().stream()).toList();
    ModelChoice chosen = offer.preselected(asked, last, asked.isEmpty() ? language(recent) : "");
    ShareEnd ended = offer.lacks(wanted) ? models.ended(who, wanted).orElse(null) : null;
    boolean asIs = !asked.isEmpty() || ended != null || (chosen != null && chosen.preferred());
    return new View(
        aligning,
        asked,
        offer,
        chosen,
        offer.lacks(model),
        ended,
        asIs || chosen == null ? null : defaults.find(who, chosen.locale()).orElse(null),
        custom.subList(0, Math.min(MODELS, custom.size())),
        Math.max(0, custom.size() - MODELS),
        attention.of(who),
        Stream.concat(reviews.waiting(who).stream(), reviews.rejected(who).stream()).toList(),
        trainings.of(who),
        recent);
  }

  private static String language(List<SttSession> recent) {
    return recent.stream().findFirst().map(SttSession::locale).orElse("");
  }

  /** The model that the latest session was started with. */
  private static String last(List<SttSession> recent) {
    return recent.stream().findFirst().map(ModelChoices::value).orElse("");
  }
}
