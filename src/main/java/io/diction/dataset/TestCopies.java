package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.speech.audio.AudioPrints;
import io.diction.speech.audio.PrintsWithin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds recordings that are copies of what a model is tested with although no sample is the same:
 * converted, resampled, cut off by up to half a second at one end.
 */
@Component
class TestCopies {
  private static final int MOST_KEPT = 20;

  private final ScoredClips scored;
  private final Map<CustomModelId, Compared> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CustomModelId, Compared> eldest) {
          return size() > MOST_KEPT;
        }
      };

  TestCopies(ScoredClips scored) {
    this.scored = scored;
  }

  /**
   * What was compared.
   *
   * @param others compared with them; each with the test that it is a copy of, or empty
   * @param within tests that a longer recording has within it
   * @param isWhole whether none was passed over since there were too many
   */
  private record Compared(
      Set<String> tests, Map<String, String> others, List<Within> within, boolean isWhole) {}

  /**
   * A longer recording that has a test within it.
   *
   * @param sound of the longer one
   */
  record Within(String sound, String test, long startMs, long testMs) {}

  /**
   * What recordings sound like, by their bytes.
   *
   * @param within longer recordings that have a test within them
   * @param isWhole whether all were compared
   */
  record Sounds(Map<String, String> bySha256, List<Within> within, boolean isWhole) {}

  /**
   * What the recordings of a model sound like, by their bytes; copies of a test sound like that.
   *
   * @param tested bytes, or sounds, of which something tests
   */
  Sounds sounds(CustomModelId model, OrganizationId organization, Set<String> tested) {
    Map<String, String> sounds = scored.sounds(model, organization);
    if (tested.isEmpty()) {
      return new Sounds(sounds, List.of(), true);
    }
    Set<String> tests = new HashSet<>();
    tested.forEach(sha256 -> tests.add(sounds.getOrDefault(sha256, sha256)));
    Set<String> others = new HashSet<>(sounds.values());
    others.removeAll(tests);
    Compared compared = copies(model, organization, tests, others);
    Map<String, String> copies = compared.others();
    sounds.replaceAll(
        (sha256, sound) -> {
          String test = copies.getOrDefault(sound, "");
          return test.isEmpty() ? sound : test;
        });
    return new Sounds(sounds, compared.within(), compared.isWhole());
  }

  private Compared copies(
      CustomModelId model, OrganizationId organization, Set<String> tests, Set<String> others) {
    Compared before;
    synchronized (kept) {
      before = kept.get(model);
    }
    Map<String, String> copies = new HashMap<>();
    List<Within> within = new ArrayList<>();
    boolean whole = true;
    if (before != null && before.tests().equals(tests)) {
      whole = before.isWhole();
      copies.putAll(before.others());
      copies.keySet().retainAll(others);
      before.within().stream().filter(one -> others.contains(one.sound())).forEach(within::add);
    }
    Set<String> open = new HashSet<>(others);
    open.removeAll(copies.keySet());
    if (!open.isEmpty()) {
      whole &= compare(model, organization, tests, open, copies, within);
    }
    Compared compared =
        new Compared(Set.copyOf(tests), Map.copyOf(copies), List.copyOf(within), whole);
    synchronized (kept) {
      kept.put(model, compared);
    }
    return compared;
  }

  private static Within within(ScoredClips.Sound longer, ScoredClips.Sound test, long startMs) {
    return new Within(longer.samples(), test.samples(), startMs, test.wholeMs());
  }

  /** Whether all were compared. */
  private boolean compare(
      CustomModelId model,
      OrganizationId organization,
      Set<String> tests,
      Set<String> open,
      Map<String, String> copies,
      List<Within> within) {
    List<ScoredClips.Sound> names = new ArrayList<>();
    AudioPrints prints = AudioPrints.strict();
    PrintsWithin shorter = new PrintsWithin();
    Set<String> seen = new HashSet<>();
    scored.prints(
        model,
        organization,
        sound -> {
          if (tests.contains(sound.samples()) && seen.add(sound.samples())) {
            prints.add(sound.print(), sound.seconds());
            shorter.add(sound.print());
            names.add(sound.withoutPrint());
          }
        });
    open.forEach(sound -> copies.put(sound, ""));
    if (!names.isEmpty()) {
      scored.prints(
          model,
          organization,
          sound -> {
            if (open.contains(sound.samples()) && seen.add(sound.samples())) {
              OptionalInt test = prints.find(sound.print(), sound.seconds());
              test.ifPresent(number -> copies.put(sound.samples(), names.get(number).samples()));
              if (test.isEmpty()) {
                shorter.find(sound.print()).stream()
                    .map(found -> within(sound, names.get(found.number()), found.startMs()))
                    .forEach(within::add);
              }
            }
          });
    }
    return !prints.isPartial() && !shorter.isPartial();
  }
}
