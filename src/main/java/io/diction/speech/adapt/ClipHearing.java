package io.diction.speech.adapt;

import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.CutRecording.Piece;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.LongAligner;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.audio.Audio;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to recordings that have transcripts: whether the two agree, and what training needs of
 * them. What was heard is kept in a folder by the hash of all that it depends on, so that nobody
 * listens twice: neither the training after a check of the data, nor a check after a training.
 *
 * <pre>{@code
 * ClipHearing hearing = ClipHearing.of(base, lists, () -> guesses, folder);
 * ClipHearing.Ear ear = hearing.ear();
 * HeardClip heard = ear.hear(hearing.words("the patient was seen"), audio, Progress.NONE);
 * boolean trains = heard.fault() == null;
 * }</pre>
 *
 * <p>Shared by threads; each has an {@link Ear} of its own.
 */
public final class ClipHearing {
  /** Longer recordings are cut: alignment in one go takes memory by length times words. */
  public static final double LONGEST_SECONDS = 30;

  /** Why nothing trains on a recording with the transcript of another one. */
  public static final String DIFFERS = "what is said is not what its transcript says";

  /** Part of every clip's key: raised when clips are made in another way. */
  private static final String VERSION = "3";

  /** Part of a cut recording's key: raised when recordings are cut in another way. */
  private static final String CUT_VERSION = "1";

  private final SpeechModel base;
  private final AlignmentModel aligning;
  private final ClipFolder clips;
  private final Function<String, List<String>> normalizer;

  /**
   * @param base recognises what must be cut
   * @param lexicon speaks all words of the data
   */
  ClipHearing(SpeechModel base, Lexicon lexicon, ClipFolder clips) {
    this(base, lexicon, clips, List::of);
  }

  private ClipHearing(
      SpeechModel base,
      Lexicon lexicon,
      ClipFolder clips,
      Function<String, List<String>> normalizer) {
    this.base = base;
    this.clips = clips;
    this.normalizer = normalizer;
    aligning = new AlignmentModel(base.acousticModel(), lexicon);
  }

  /**
   * Hears what a training on the same vocabulary and spoken forms would.
   *
   * @param lists of which these two count; a pronunciation with nothing to speak is passed over
   * @param guesses asked when a word must be guessed, by one thread at a time
   * @param folder of the clips; created when absent
   */
  public static ClipHearing of(
      SpeechModel base, TrainingData lists, Supplier<GraphemeToPhoneme> guesses, Path folder) {
    TextNormalizer normalizer = TextStages.normalizer(lists, base);
    SpokenWords spoken = new SpokenWords(base.lexicon(), normalizer, guesses);
    for (SpokenForm form : lists.spokenForms()) {
      passOver(() -> spoken.give(form, unused -> {}));
    }
    for (Term term : lists.vocabulary()) {
      passOver(() -> spoken.give(term, unused -> {}));
    }
    return new ClipHearing(
        base,
        new GuessingLexicon(base.lexicon(), spoken),
        new ClipFolder(folder),
        normalizer::words);
  }

  /** The training says what is wrong with it, and ends. */
  private static void passOver(Runnable giving) {
    try {
      giving.run();
    } catch (TrainingException wrong) {
      return;
    }
  }

  /** The base lexicon, what the user gave on top of it, and guesses for all other words. */
  private static final class GuessingLexicon implements Lexicon {
    private final Lexicon base;
    private final SpokenWords spoken;

    GuessingLexicon(Lexicon base, SpokenWords spoken) {
      this.base = base;
      this.spoken = spoken;
    }

    @Override
    public synchronized List<Pronunciation> pronunciations(String word) {
      if (spoken.isUnknown(word)) {
        spoken.guess(word);
      }
      return spoken.pronunciations(word);
    }

    @Override
    public Set<String> words() {
      return base.words();
    }
  }

  /** A transcript as it is spoken. */
  public List<String> words(String text) {
    return normalizer.apply(text);
  }

  /** For one thread. */
  public Ear ear() {
    return new Ear();
  }

  /**
   * Has trainings keep clips that they do not use themselves.
   *
   * @param name who needs them, letters, digits and hyphens
   */
  public void keepFor(String name, Collection<String> keys) throws IOException {
    clips.keepFor(name, keys);
  }

  /** What was heard before in the clip with this key; null where it must be heard anew. */
  public @Nullable HeardClip heard(String key) throws IOException {
    return clips.heard(key);
  }

  /** Everything that a clip depends on. */
  String key(String model, List<String> words, float[] samples) {
    Sha256 key = new Sha256().add(VERSION).add(model);
    for (String word : words) {
      key.add(word).add(aligning.lexicon().pronunciations(word).toString());
    }
    return key.add(samples).hex();
  }

  /** Listens on one thread. */
  public final class Ear {
    private final UtteranceAligner aligner =
        new UtteranceAligner(aligning, AlignmentSettings.DEFAULT);

    private Ear() {}

    UtteranceAligner aligner() {
      return aligner;
    }

    /**
     * Compares a recording with its transcript, unless that was done before.
     *
     * @param words as they are spoken, at least one
     * @param audio at {@link Audio#RECOGNITION_RATE_HZ}
     * @param progress only asked whether to stop
     */
    public HeardClip hear(List<String> words, Audio audio, Progress progress) throws IOException {
      String key = key(base.sha256(), words, audio.samples());
      HeardClip before = clips.heard(key);
      return before == null ? align(key, words, audio, progress) : before;
    }

    /** The same without a look at what was kept of a clip that is there. */
    HeardClip make(List<String> words, Audio audio, Progress progress) throws IOException {
      String key = key(base.sha256(), words, audio.samples());
      if (clips.has(key)) {
        return new HeardClip(key, null, null);
      }
      HeardClip before = clips.heard(key);
      return before == null ? align(key, words, audio, progress) : before;
    }

    private HeardClip align(String key, List<String> words, Audio audio, Progress progress)
        throws IOException {
      float[] samples = audio.samples();
      Alignment alignment = aligner.align(samples, 0, samples.length, words, progress);
      if (alignment instanceof Alignment.Failed failed) {
        ClipAgreement none =
            failed.reason() == Alignment.Reason.TOO_SHORT ? ClipAgreement.none(words) : null;
        clips.refuse(key, failed.detail(), none);
        return new HeardClip(key, none, failed.detail());
      }
      Alignment.Placed placed = (Alignment.Placed) alignment;
      ClipAgreement agreement = ClipAgreement.of(placed);
      if (!placed.agreement().holds()) {
        clips.refuse(key, DIFFERS, agreement);
        return new HeardClip(key, agreement, DIFFERS);
      }
      aligner.features().widen();
      clips.put(key, new Clip(aligner.features().cepstra(), placed.tiedStates(), agreement));
      return new HeardClip(key, agreement, null);
    }

    /**
     * Cuts a recording that is longer than {@link #LONGEST_SECONDS}, unless that was done before:
     * it is recognised for that, which takes much longer than to hear it.
     *
     * @param words of its transcript, as they are spoken
     * @param audio at {@link Audio#RECOGNITION_RATE_HZ}
     */
    public CutRecording cut(List<String> words, Audio audio, Progress progress) throws IOException {
      String key =
          key(new Sha256().add(CUT_VERSION).add(base.sha256()).hex(), words, audio.samples());
      CutRecording before = clips.cut(key);
      if (before != null) {
        return before;
      }
      SortedMap<String, List<Pronunciation>> spoken = new TreeMap<>();
      for (String word : words) {
        spoken.computeIfAbsent(word, aligning.lexicon()::pronunciations);
      }
      LongAligner cutter = new LongAligner(base, new LayeredLexicon(base.lexicon(), spoken));
      CutRecording cut = RecordingCutter.cut(cutter.align(audio, words, progress));
      clips.putCut(key, cut);
      return cut;
    }
  }

  /** The sound of a piece. */
  public static Audio sound(Piece piece, Audio recording) {
    float[] samples = recording.samples();
    int to = Math.min(piece.to(), samples.length);
    return new Audio(
        Arrays.copyOfRange(samples, Math.min(piece.from(), to), to), recording.sampleRateHz());
  }

  /** The words of a piece. */
  public static List<String> words(Piece piece, List<String> transcript) {
    return transcript.subList(
        piece.words().from(), Math.min(piece.words().to(), transcript.size()));
  }
}
