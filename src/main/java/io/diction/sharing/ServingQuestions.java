package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.Metrics;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ServedVersions;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is asked before another version of a shared model is served, and asked again of a worse. */
@Component
class ServingQuestions {
  private static final String ACCEPT = "custommodel.accept";
  private static final String ROLL_BACK = "custommodel.roll-back";
  private static final String FOLLOW = "sharing.follows.begin";

  private final ServedVersions served;

  ServingQuestions(ServedVersions served) {
    this.served = served;
  }

  /**
   * A question in words, and what a yes posts to.
   *
   * @param title message key, as {@code text} and {@code label}
   * @param arguments of the text
   * @param kind of the button: {@code primary} or {@code danger}
   */
  record Question(
      String id,
      String title,
      String text,
      List<Object> arguments,
      String label,
      String kind,
      String action) {
    Question {
      arguments = List.copyOf(arguments);
    }

    public Object[] parameters() {
      return arguments.toArray();
    }
  }

  /** Of a version that this user may choose. */
  @Transactional(readOnly = true)
  public Question ofVersion(CustomModelId id, VersionId version, SignedIn who) {
    Holder holder = served.requireChoosing(id, who);
    ModelVersion chosen = served.requireServable(id, version, who);
    boolean back = version.equals(holder.before()) && !version.equals(holder.owners());
    String key = back ? ROLL_BACK : ACCEPT;
    return new Question(
        back ? "roll-back-version" : "accept-version",
        key,
        back && holder.follows() ? "sharing.back.question" : key + ".question",
        List.of(chosen.number()),
        key,
        "primary",
        path(id, version));
  }

  /** The question that is still to be asked of a version; empty when none is. */
  @Transactional(readOnly = true)
  public Optional<Question> openOfVersion(
      CustomModelId id, VersionId version, boolean sure, SignedIn who) {
    if (version.equals(served.requireChoosing(id, who).version())) {
      return Optional.empty();
    }
    return worse(served.requireServable(id, version, who), sure, path(id, version) + "&sure=true");
  }

  /** Of taking every version. */
  @Transactional(readOnly = true)
  public Question ofFollowing(CustomModelId id, SignedIn who) {
    Holder holder = served.requireChoosing(id, who);
    return new Question(
        "follow-versions",
        FOLLOW,
        "sharing.follows.question",
        List.of(holder.owners() == null ? holder.number() : holder.ownersNumber()),
        FOLLOW,
        "primary",
        ModelTab.SHARING.path(id) + "/follow?follows=true");
  }

  /** The question that is still to be asked before; only a version that is taken with it counts. */
  @Transactional(readOnly = true)
  public Optional<Question> openOfFollowing(
      CustomModelId id, boolean follows, boolean sure, SignedIn who) {
    VersionId taken = served.requireChoosing(id, who).owners();
    return !follows || taken == null
        ? Optional.empty()
        : worse(
            served.requireServable(id, taken, who),
            sure,
            ModelTab.SHARING.path(id) + "/follow?follows=true&sure=true");
  }

  private static Optional<Question> worse(ModelVersion version, boolean sure, String action) {
    Metrics metrics = version.metrics();
    return sure || !metrics.isWorseThanBase()
        ? Optional.empty()
        : Optional.of(
            new Question(
                "accept-worse",
                "evaluation.accept-worse.title",
                "evaluation.accept-worse.question",
                List.of(version.number(), metrics.customRate() * 100, metrics.baseRate() * 100),
                "evaluation.accept-worse",
                "danger",
                action));
  }

  private static String path(CustomModelId id, VersionId version) {
    return ModelTab.SHARING.path(id) + "/accept?version=" + version;
  }
}
