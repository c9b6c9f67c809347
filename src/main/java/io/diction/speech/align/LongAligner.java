package io.diction.speech.align;

import io.diction.speech.Hypothesis;
import io.diction.speech.PhoneTiming;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.lexicon.Lexicon;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aligns recordings of any length with a transcript that need not be exact: paragraphs may be
 * missing on either side, headings and names of speakers may be written that nobody says.
 *
 * <p>First the recording is recognised with a language model of the transcript alone; where runs of
 * words agree, recording and transcript are cut into short pieces (P. Moreno and others, "A
 * recursive algorithm for the forced alignment of very long audio segments", ICSLP 1998). Then each
 * piece is aligned by itself. What a piece's words and sound do not {@link Agreement agree} upon is
 * taken out and told. Time is linear in the length; memory holds one piece of sound and the words.
 *
 * <p>For one thread.
 */
public final class LongAligner {
  /** A recording that can be read twice. */
  @FunctionalInterface
  public interface Recording {
    AudioSource open() throws IOException;
  }

  private static final int ORDER = 3;
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;
  private static final double FRAME_SECONDS = 1.0 / FeatureSettings.FRAME_RATE_HZ;

  /** A longer piece is one without anchors: not of this transcript. */
  private static final double LONGEST_PIECE_SECONDS = 120;

  /** Nobody says more words in a second. */
  private static final double FASTEST_WORDS_A_SECOND = 6;

  /** Words in a row that were not heard, so that they are asked about at all. */
  private static final int SHORTEST_UNSAID = 3;

  /** Shorter stretches of unexplained sound are not worth telling. */
  private static final double SHORTEST_UNPLACED_SECONDS = 0.5;

  private static final int MOST_ATTEMPTS = 4;

  /** Words that were recognised need less agreement: noise must not unsay them. */
  private static final double SOLID_THRESHOLD = 0.45;

  /** More words that were recognised and do not agree put the cut in doubt. */
  private static final int MOST_LOST = 2;

  /** Pieces are joined up to this length when the cut between them is in doubt. */
  private static final double LONGEST_JOINED_SECONDS = 60;

  private final SpeechModel model;
  private final UtteranceAligner aligner;
  private final AlignmentModel alignmentModel;
  private double bandwidthHz;

  /**
   * @param lexicon with the pronunciations of all words of the transcripts; others have no place
   */
  public LongAligner(SpeechModel model, Lexicon lexicon) {
    this.model = model.withLexicon(lexicon);
    alignmentModel = new AlignmentModel(model.acousticModel(), lexicon);
    aligner = new UtteranceAligner(alignmentModel, AlignmentSettings.WITH_UNWRITTEN);
  }

  /**
   * Aligns a recording.
   *
   * @param transcript words in the spelling of the lexicon
   * @param expectedSeconds length of the recording as far as known, for progress; 0 for unknown
   * @throws io.diction.speech.FormatException when the recording cannot be decoded
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public LongAlignment align(
      Recording recording, List<String> transcript, double expectedSeconds, Progress progress)
      throws IOException {
    return align(
        new Sound() {
          @Override
          public Recognised recognise(Recognizer recognizer, Progress listening)
              throws IOException {
            try (AudioSource source = recording.open()) {
              Hypothesis hypothesis = recognizer.recognize(source, expectedSeconds, listening);
              return new Recognised(hypothesis.words(), source.secondsRead());
            }
          }

          @Override
          public <T> T read(Reading<T> reading) throws IOException {
            try (AudioSource source = recording.open()) {
              return reading.read(source::read);
            }
          }
        },
        transcript,
        progress);
  }

  /**
   * Aligns a recording in memory.
   *
   * @param audio at {@link Audio#RECOGNITION_RATE_HZ}
   * @param transcript words in the spelling of the lexicon
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public LongAlignment align(Audio audio, List<String> transcript, Progress progress)
      throws IOException {
    float[] samples = audio.samples();
    return align(
        new Sound() {
          @Override
          public Recognised recognise(Recognizer recognizer, Progress listening) {
            return new Recognised(
                recognizer.recognize(audio, listening).words(), audio.durationSeconds());
          }

          @Override
          public <T> T read(Reading<T> reading) throws IOException {
            int[] at = {0};
            return reading.read(
                buffer -> {
                  int count = Math.min(buffer.length, samples.length - at[0]);
                  System.arraycopy(samples, at[0], buffer, 0, count);
                  at[0] += count;
                  return count == 0 ? -1 : count;
                });
          }
        },
        transcript,
        progress);
  }

  /** What was recognised, and how long that took to say. */
  private record Recognised(List<WordTiming> words, double seconds) {}

  /** A recording, wherever it is. */
  private interface Sound {
    Recognised recognise(Recognizer recognizer, Progress progress) throws IOException;

    <T> T read(Reading<T> reading) throws IOException;
  }

  private interface Reading<T> {
    T read(Samples samples) throws IOException;
  }

  /** Samples that pass by; -1 at the end. */
  private interface Samples {
    int read(float[] buffer) throws IOException;
  }

  private LongAlignment align(Sound recording, List<String> transcript, Progress progress)
      throws IOException {
    boolean[] placeable = new boolean[transcript.size()];
    List<String> spoken = new ArrayList<>();
    for (int i = 0; i < placeable.length; i++) {
      placeable[i] = isSpeakable(transcript.get(i));
      if (placeable[i]) {
        spoken.add(transcript.get(i));
      }
    }
    bandwidthHz = 0;
    Recognised heard =
        spoken.isEmpty()
            ? new Recognised(
                List.of(),
                recording.read(samples -> skip(samples, Long.MAX_VALUE, progress)) / (double) RATE)
            : recognise(recording, spoken, progress.part(0, 0.8));
    Anchors anchors = new Anchors(heard.words(), spoken);
    Placement placement = new Placement(spoken, anchors);
    return recording.read(
        samples -> {
          place(
              samples,
              anchors.cuts(heard.seconds(), spoken.size()),
              placement,
              progress.part(0.8, 1));
          return placement.result(placeable, heard.seconds());
        });
  }

  private boolean isSpeakable(String word) {
    int[][] variants = alignmentModel.variants(word);
    return variants.length > 0 && Arrays.stream(variants).allMatch(v -> v.length > 0);
  }

  private Recognised recognise(Sound recording, List<String> words, Progress progress)
      throws IOException {
    progress.report(0, "listening");
    NGramCounts counts = new NGramCounts(ORDER);
    counts.addFragment(words);
    counts.addSentence(List.of());
    SpeechModel biased = model.withLanguageModel(KneserNey.estimate(counts, progress.unheard()));
    Recognizer recognizer = new Recognizer(biased);
    Recognised heard = recording.recognise(recognizer, progress);
    bandwidthHz = recognizer.narrowBandwidthHz();
    return heard;
  }

  private void place(Samples source, List<Anchors.Cut> cuts, Placement placement, Progress progress)
      throws IOException {
    progress.report(0, "placing the words");
    long at = 0;
    int word = 0;
    float[] samples = new float[0];
    for (Anchors.Cut cut : cuts) {
      progress.checkCancelled();
      long end = Math.round(cut.seconds() * RATE);
      long read = at + samples.length;
      boolean last = cut == cuts.get(cuts.size() - 1);
      if (end - read > LONGEST_PIECE_SECONDS * RATE) {
        align(samples, at, word, word, true, placement, progress);
        placement.unplaced(read, end);
        skip(source, end - read, progress);
      } else {
        samples = longer(samples, (int) (end - read), source);
        boolean complete = last || end - at > LONGEST_JOINED_SECONDS * RATE;
        if (!align(samples, at, word, cut.word(), complete, placement, progress)) {
          continue;
        }
      }
      samples = new float[0];
      at = end;
      word = cut.word();
      progress.report(cut.seconds() / Math.max(cut.seconds(), lastSeconds(cuts)), "");
    }
  }

  private static float[] longer(float[] samples, int more, Samples source) throws IOException {
    float[] added = new float[more];
    int read = more == 0 ? 0 : Math.max(0, source.read(added));
    float[] longer = Arrays.copyOf(samples, samples.length + read);
    System.arraycopy(added, 0, longer, samples.length, read);
    return longer;
  }

  private static double lastSeconds(List<Anchors.Cut> cuts) {
    return cuts.get(cuts.size() - 1).seconds();
  }

  private static long skip(Samples source, long samples, Progress progress) throws IOException {
    float[] buffer = new float[RATE];
    long skipped = 0;
    while (skipped < samples) {
      progress.checkCancelled();
      if (samples - skipped < buffer.length) {
        buffer = new float[(int) (samples - skipped)];
      }
      int read = source.read(buffer);
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /**
   * Aligns a piece, leaving out words until the rest agrees.
   *
   * @param complete whether the piece cannot be continued
   * @return false when words that were recognised do not agree: the cut may have been wrong
   */
  private boolean align(
      float[] samples,
      long at,
      int from,
      int to,
      boolean complete,
      Placement placement,
      Progress progress) {
    List<Integer> words = placement.probable(from, to, samples.length / (double) RATE);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      List<String> texts = words.stream().map(placement.words::get).toList();
      Alignment alignment = aligner.align(samples, 0, samples.length, texts, progress.unheard());
      if (!(alignment instanceof Alignment.Placed placed)) {
        List<Integer> sure = words.stream().filter(w -> placement.anchors.solid[w]).toList();
        if (sure.size() == words.size()) {
          break;
        }
        words = sure;
        continue;
      }
      List<Integer> kept = new ArrayList<>();
      int lost = 0;
      for (WordSegment segment : placed.words()) {
        int word = words.get(segment.word());
        boolean solid = placement.anchors.solid[word];
        if (segment.agreement() >= (solid ? SOLID_THRESHOLD : Agreement.WORD_THRESHOLD)) {
          kept.add(word);
        } else if (solid) {
          lost++;
        }
      }
      if (lost >= MOST_LOST && !complete) {
        return false;
      }
      if (kept.size() == words.size() || attempt + 1 == MOST_ATTEMPTS) {
        placement.add(placed, words, at);
        return true;
      }
      words = kept;
    }
    if (samples.length > 0) {
      placement.unplaced(at, at + samples.length);
    }
    return true;
  }

  /** Collects what the pieces give. */
  private final class Placement {
    private final List<String> words;
    private final Anchors anchors;
    private final LongAlignment.PlacedWord[] places;
    private final List<LongAlignment.TimeRange> unplaced = new ArrayList<>();

    private Placement(List<String> words, Anchors anchors) {
      this.words = words;
      this.anchors = anchors;
      places = new LongAlignment.PlacedWord[words.size()];
    }

    /** The words of a piece that may have been said: all, unless time is too short for them. */
    private List<Integer> probable(int from, int to, double seconds) {
      List<Integer> probable = new ArrayList<>();
      boolean hurried = to - from > FASTEST_WORDS_A_SECOND * seconds;
      for (int w = from; w < to; ) {
        int end = w;
        while (end < to && anchors.heardAs[end] < 0) {
          end++;
        }
        if (end - w < SHORTEST_UNSAID || !(hurried || isPassedOver(w, end, from, to))) {
          for (int i = w; i < end; i++) {
            probable.add(i);
          }
        }
        if (end < to) {
          probable.add(end);
        }
        w = end + 1;
      }
      return probable;
    }

    /** Whether far fewer words were heard between the neighbours of a run than it has. */
    private boolean isPassedOver(int runFrom, int runTo, int from, int to) {
      if (runFrom == from || runTo == to) {
        return false;
      }
      int between = anchors.heardAs[runTo] - anchors.heardAs[runFrom - 1] - 1;
      return 3 * between < runTo - runFrom;
    }

    private void add(Alignment.Placed placed, List<Integer> indices, long at) {
      double start = (double) at / RATE;
      List<List<PhoneTiming>> phones = new ArrayList<>();
      indices.forEach(index -> phones.add(new ArrayList<>()));
      double from = -1;
      double to = -1;
      for (PhoneSegment phone : placed.phones()) {
        double begin = start + phone.startFrame() * FRAME_SECONDS;
        double end = begin + phone.frames() * FRAME_SECONDS;
        if (phone.word() >= 0) {
          String name = alignmentModel.phones.names().get(phone.phone());
          phones.get(phone.word()).add(new PhoneTiming(name, begin, end));
          tell(from, to);
          from = -1;
        } else if (phone.isUnwritten()) {
          from = from < 0 ? begin : from;
          to = end;
        }
      }
      tell(from, to);
      for (WordSegment segment : placed.words()) {
        int index = indices.get(segment.word());
        double begin = start + segment.startFrame() * FRAME_SECONDS;
        WordTiming timing =
            new WordTiming(
                words.get(index),
                begin,
                begin + segment.frames() * FRAME_SECONDS,
                segment.agreement());
        places[index] = new LongAlignment.PlacedWord(index, timing, phones.get(segment.word()));
      }
    }

    private void tell(double from, double to) {
      if (from >= 0 && to - from >= SHORTEST_UNPLACED_SECONDS) {
        addUnplaced(from, to);
      }
    }

    private void unplaced(long from, long to) {
      addUnplaced((double) from / RATE, (double) to / RATE);
    }

    private void addUnplaced(double from, double to) {
      int last = unplaced.size() - 1;
      if (last >= 0 && from - unplaced.get(last).to() < SHORTEST_UNPLACED_SECONDS) {
        unplaced.set(last, new LongAlignment.TimeRange(unplaced.get(last).from(), to));
      } else {
        unplaced.add(new LongAlignment.TimeRange(from, to));
      }
    }

    private LongAlignment result(boolean[] placeable, double seconds) {
      List<LongAlignment.PlacedWord> placed = new ArrayList<>();
      List<LongAlignment.WordRange> missing = new ArrayList<>();
      int spoken = 0;
      int from = -1;
      for (int i = 0; i < placeable.length; i++) {
        LongAlignment.PlacedWord place = placeable[i] ? places[spoken++] : null;
        if (place != null) {
          placed.add(new LongAlignment.PlacedWord(i, place.timing(), place.phones()));
        }
        if (place == null && from < 0) {
          from = i;
        } else if (place != null && from >= 0) {
          missing.add(new LongAlignment.WordRange(from, i));
          from = -1;
        }
      }
      if (from >= 0) {
        missing.add(new LongAlignment.WordRange(from, placeable.length));
      }
      return new LongAlignment(placed, missing, unplaced, seconds, bandwidthHz);
    }
  }
}
