package io.diction.api.transcription;

import io.diction.api.transcription.Source.Channel;
import io.diction.jobs.JobState;
import io.diction.transcription.SttSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the recordings of a transcription.
 *
 * @param sources in the order in which they were named
 * @param channels by number of their source
 * @param sessions as far as they are there
 */
record Heard(List<Source> sources, List<Channel> channels, Map<UUID, SttSession> sessions) {
  private static final String CANCELLED = "cancelled";

  Heard {
    sources = List.copyOf(sources);
    channels = List.copyOf(channels);
    sessions = Map.copyOf(sessions);
  }

  /** Why a recording has no words. */
  record Problem(String code, String message) {}

  boolean isUnderWay() {
    return sources.stream().anyMatch(source -> source.state() == Source.State.WAITING)
        || sessions.values().stream().anyMatch(session -> !session.isFinished());
  }

  /** The sessions of a recording by channel. */
  List<Channel> channels(Source source) {
    return channels.stream().filter(channel -> channel.number() == source.number()).toList();
  }

  SttSession session(Channel channel) {
    SttSession session = sessions.get(channel.session());
    if (session == null) {
      throw new IllegalStateException("session " + channel.session() + " is gone");
    }
    return session;
  }

  private Stream<SttSession> sessions(Source source) {
    return channels(source).stream()
        .flatMap(channel -> Optional.ofNullable(sessions.get(channel.session())).stream());
  }

  /** Empty where all of it was heard. */
  Optional<Problem> problem(Source source) {
    if (source.state() != Source.State.TAKEN) {
      return Optional.of(new Problem(text(source.errorCode()), text(source.errorText())));
    }
    return sessions(source)
        .filter(session -> !session.isReady())
        .findFirst()
        .map(
            session ->
                session.state() == JobState.CANCELLED
                    ? new Problem(CANCELLED, "Somebody called the recognition off.")
                    : new Problem(text(session.errorCode()), text(session.errorText())));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  long audioMs(Source source) {
    return sessions(source)
        .mapToLong(session -> session.audioMs() == null ? 0 : session.audioMs())
        .max()
        .orElse(0);
  }
}
