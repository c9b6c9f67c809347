package io.diction.dataset;

import io.diction.dataset.TrainingData.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept for tests, by the sound of recordings: the same one may have come once more, under
 * another name, within an archive or in another container.
 */
final class HeldOut {
  private final Map<String, String> sounds;
  private final Map<String, String> wholes = new HashMap<>();
  private final Map<String, List<Span>> spans = new HashMap<>();

  /**
   * A part of a recording that tests.
   *
   * @param name of the recording as its owner knows it
   */
  record Span(String name, String sha256, long startMs, long endMs) {
    static Span of(Pair pair) {
      return new Span(pair.name(), pair.sha256(), pair.startMs(), pair.endMs());
    }

    private boolean overlaps(Pair pair) {
      return startMs < pair.endMs() && pair.startMs() < endMs;
    }
  }

  /**
   * @param sounds what recordings sound like, by their bytes; those that are not in it are told
   *     apart by their bytes alone
   * @param wholes bytes of which no part may train
   * @param tests parts that test, or once did
   */
  HeldOut(Map<String, String> sounds, Set<String> wholes, Collection<Span> tests) {
    this.sounds = Map.copyOf(sounds);
    wholes.forEach(sha256 -> this.wholes.put(sound(sha256), ""));
    for (Span test : tests) {
      spans.computeIfAbsent(sound(test.sha256()), sound -> new ArrayList<>()).add(test);
    }
  }

  private String sound(String sha256) {
    return sounds.getOrDefault(sha256, sha256);
  }

  /** Name of the recording that tests with a part of this one. */
  Optional<String> test(Pair pair) {
    String sound = sound(pair.sha256());
    Optional<String> part =
        spans.getOrDefault(sound, List.of()).stream()
            .filter(span -> span.overlaps(pair))
            .map(Span::name)
            .findFirst();
    return part.isPresent() ? part : Optional.ofNullable(wholes.get(sound));
  }

  /** Whether bytes are held out whole. */
  boolean holdsWhole(String sha256) {
    return wholes.containsKey(sound(sha256));
  }
}
