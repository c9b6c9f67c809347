package io.diction.dataset.agreement;

import io.diction.speech.adapt.ClipAgreement;
import io.diction.speech.adapt.HeardClip;
import io.diction.speech.align.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clip whose words were looked for in its sound.
 *
 * @param identity of all that this depends on
 * @param file as its owner knows it
 * @param recording the bytes that it lies in, SHA-256
 * @param durationMs null: to the end; 0 for words that have no place in the recording
 * @param words as they are written
 * @param spoken the same as they are spoken, separated by spaces
 * @param heard how far each of these is, 0 to 1; empty where nothing could be heard
 * @param key of what training needs of it; empty where there is nothing
 * @param margin how far above what chance gives; the lower, the worse
 * @param fault why it could not be heard, or empty
 * @param swapWith number of the clip whose words are rather said here; null where none was found
 */
record ComparedClip(
    int number,
    String identity,
    String file,
    String recording,
    long startMs,
    @Nullable Long durationMs,
    Origin origin,
    String words,
    String spoken,
    List<Double> heard,
    String key,
    State state,
    double score,
    double margin,
    double wordShare,
    int unwrittenMs,
    String fault,
    @Nullable Integer swapWith) {
  /** Words in a row that were not heard, so that they are told: a single one is often a slip. */
  private static final int LEAST_UNSAID = 3;

  private static final int LEAST_UNWRITTEN_MS = 2_000;
  private static final int LONGEST_FAULT = 500;

  /** Margins of what has no place at all: worse than the worst that has one. */
  private static final double WITHOUT_PLACE = -2;

  /** Who said where it begins and ends. */
  enum Origin {
    GIVEN,
    /** A piece of a recording that was too long for one go. */
    CUT
  }

  /** How sound and words agree. */
  enum State {
    DIFFERS("red", "x-circle"),
    PARTLY("amber", "exclamation-triangle"),
    UNWRITTEN("amber", "exclamation-triangle"),
    UNHEARD("zinc", "slash-circle"),
    FINE("emerald", "check-circle");

    private final String colour;
    private final String icon;

    State(String colour, String icon) {
      this.colour = colour;
      this.icon = icon;
    }

    public String colour() {
      return colour;
    }

    public String icon() {
      return icon;
    }
  }

  /** Where a clip is. */
  record Place(
      String identity,
      String file,
      String recording,
      long startMs,
      @Nullable Long durationMs,
      Origin origin) {}

  ComparedClip {
    heard = List.copyOf(heard);
  }

  static ComparedClip of(Place place, String words, List<String> spoken, HeardClip clip) {
    ClipAgreement agreement = clip.agreement();
    String fault = clip.fault();
    if (agreement == null) {
      String reason = fault == null ? "" : fault;
      return of(
          place,
          words,
          spoken,
          List.of(),
          clip.key(),
          State.UNHEARD,
          new Agreement(0, 0, 0, 0),
          reason.substring(0, Math.min(LONGEST_FAULT, reason.length())));
    }
    return of(
        place,
        words,
        spoken,
        agreement.words(),
        clip.key(),
        state(agreement),
        agreement.whole(),
        "");
  }

  private static State state(ClipAgreement agreement) {
    if (!agreement.whole().holds()) {
      return State.DIFFERS;
    }
    if (longestUnsaid(agreement.words()) >= LEAST_UNSAID) {
      return State.PARTLY;
    }
    return agreement.unwrittenMs() >= LEAST_UNWRITTEN_MS ? State.UNWRITTEN : State.FINE;
  }

  private static int longestUnsaid(List<Double> words) {
    int longest = 0;
    int run = 0;
    for (double word : words) {
      run = Agreement.isSaid(word) ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Words of a long recording that nobody says in it. */
  static ComparedClip unsaid(Place place, List<String> spoken) {
    String words = String.join(" ", spoken);
    return of(
        place,
        words,
        spoken,
        spoken.stream().map(word -> 0.0).toList(),
        "",
        State.DIFFERS,
        new Agreement(0, 0, 0, 0),
        "");
  }

  /** Part of a long recording that nobody wrote down. */
  static ComparedClip unwritten(Place place, int unwrittenMs) {
    int frames = unwrittenMs / 10;
    return of(
        place, "", List.of(), List.of(), "", State.UNWRITTEN, new Agreement(0, 0, 0, frames), "");
  }

  private static ComparedClip of(
      Place place,
      String words,
      List<String> spoken,
      List<Double> heard,
      String key,
      State state,
      Agreement whole,
      String fault) {
    boolean placed = state != State.UNHEARD && !key.isEmpty();
    return new ComparedClip(
        0,
        place.identity(),
        place.file(),
        place.recording(),
        place.startMs(),
        place.durationMs(),
        place.origin(),
        words,
        String.join(" ", spoken),
        heard,
        key,
        state,
        whole.score(),
        placed ? whole.margin() : state == State.UNHEARD ? 0 : WITHOUT_PLACE,
        whole.wordShare(),
        whole.unwrittenFrames() * 10,
        fault,
        null);
  }

  /** Whether it has sound of its own. */
  public boolean isPlayable() {
    return durationMs == null || durationMs > 0;
  }
}
