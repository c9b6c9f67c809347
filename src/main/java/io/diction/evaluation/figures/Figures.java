package io.diction.evaluation.figures;

import io.diction.dataset.TrainedOn;
import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.Bootstrap.Interval;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.speech.evaluate.RecognitionSpeed;
import io.diction.speech.evaluate.TermScore;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test found, reckoned once when it ends.
 *
 * @param format of these figures as they are stored, 1
 * @param utterances that were recognised
 * @param unreadable utterances without sound
 * @param audioSeconds recognised with each subject
 * @param standard position of the base model that others are compared with; -1 for none
 * @param absentTerms of the vocabulary, neither said nor heard, which no subject lists; null where
 *     subjects list them all
 * @param subjects in the order of their positions
 * @param known what of uploaded recordings trains as well; null where that was not looked for
 * @param written terms as somebody wrote them, by how they are compared, where that differs; null
 *     in older figures
 */
public record Figures(
    int format,
    int utterances,
    int unreadable,
    double audioSeconds,
    int standard,
    @Nullable Integer absentTerms,
    List<OfSubject> subjects,
    @Nullable Known known,
    @Nullable Map<String, String> written) {
  public static final int FORMAT = 1;

  /** So many of each kind are named; all are counted. */
  private static final int MOST_NAMED = 20;

  /**
   * What was uploaded to be tested with and trains the model as well, which makes the score look
   * better than the model is.
   *
   * @param clips numbers of the first utterances whose recordings train
   * @param sentences numbers of the first utterances whose words train
   * @param speakers the first of them
   * @param whole whether all of the model's data was compared
   */
  public record Known(
      List<Integer> clips,
      int clipCount,
      List<Integer> sentences,
      int sentenceCount,
      List<String> speakers,
      boolean whole) {
    public Known {
      clips = List.copyOf(clips);
      sentences = List.copyOf(sentences);
      speakers = List.copyOf(speakers);
    }

    public static Known of(TrainedOn.Found found) {
      return new Known(
          found.clips().stream().sorted().limit(MOST_NAMED).toList(),
          found.clips().size(),
          found.sentences().stream().sorted().limit(MOST_NAMED).toList(),
          found.sentences().size(),
          found.speakers().stream().sorted().limit(MOST_NAMED).toList(),
          found.isWhole());
    }

    public boolean isAny() {
      return clipCount + sentenceCount > 0 || !speakers.isEmpty();
    }
  }

  public Figures withKnown(Known found) {
    return new Figures(
        format,
        utterances,
        unreadable,
        audioSeconds,
        standard,
        absentTerms,
        subjects,
        found,
        written);
  }

  /** A term as somebody wrote it. */
  public String written(TermScore term) {
    return written == null ? term.term() : written.getOrDefault(term.term(), term.term());
  }

  /** Whether the score is better than the model, since it was trained on some of what it tests. */
  public boolean isLeaky() {
    return known != null && known.isAny();
  }

  public Figures {
    subjects = List.copyOf(subjects);
    written = written == null ? null : Map.copyOf(written);
  }

  /**
   * One subject.
   *
   * @param interval of the rate, 95 %
   * @param against the standard; its difference is below 0 where this subject is better; null for
   *     the standard itself
   * @param moreMinutes of test data that would tell whether the difference is real; 0 when there is
   *     enough, null when nobody can say
   * @param spread utterances by their error rate, see {@link Spread}
   * @param missed words that were not recognised, whether heard as another one or not at all
   * @param unheard those of them in whose place nothing was heard; null in older figures
   */
  public record OfSubject(
      int position,
      WordErrorRate errors,
      Interval interval,
      double sentenceErrorRate,
      @Nullable Comparison against,
      @Nullable Double moreMinutes,
      RecognitionSpeed speed,
      List<Group> speakers,
      List<Group> noise,
      List<Group> sampleRates,
      List<Integer> spread,
      List<Common> confusions,
      List<Common> missed,
      @Nullable List<Common> unheard,
      List<Common> inserted,
      List<TermScore> terms,
      List<CauseCount> causes) {
    public OfSubject {
      speakers = List.copyOf(speakers);
      noise = List.copyOf(noise);
      sampleRates = List.copyOf(sampleRates);
      spread = List.copyOf(spread);
      confusions = List.copyOf(confusions);
      missed = List.copyOf(missed);
      unheard = unheard == null ? null : List.copyOf(unheard);
      inserted = List.copyOf(inserted);
      terms = List.copyOf(terms);
      causes = List.copyOf(causes);
    }

    public double rate() {
      return errors.rate();
    }

    /** Whether chance is an unlikely reason for its difference to the standard. */
    public boolean isRealDifference() {
      return against != null && against.isReal();
    }
  }

  /**
   * Utterances that have something in common.
   *
   * @param label a speaker's name, a rate in hertz, or a key of {@link Spread}; empty for unknown
   */
  public record Group(String label, int utterances, double seconds, WordErrorRate errors) {}

  /**
   * An error that occurs more than once, or might.
   *
   * @param reference what was said; empty for an insertion
   * @param hypothesis what was heard; empty for a word missed in whatever way
   * @param said how often the word was said; 0 where that does not matter
   * @param examples numbers of utterances, at most a few
   */
  public record Common(
      String reference, String hypothesis, int count, int said, List<Integer> examples) {
    public Common {
      examples = List.copyOf(examples);
    }
  }

  /** How many errors are put down to a cause. */
  public record CauseCount(Cause cause, int count) {}

  public OfSubject subject(int position) {
    return subjects.get(position);
  }

  /** The subject that most people look at: the last one. */
  public int latest() {
    return subjects.size() - 1;
  }
}
