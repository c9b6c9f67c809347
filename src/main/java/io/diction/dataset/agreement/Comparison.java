package io.diction.dataset.agreement;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ComparedClip.Origin;
import io.diction.dataset.agreement.ComparedClip.Place;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.adapt.ClipHearing;
import io.diction.speech.adapt.CutRecording;
import io.diction.speech.adapt.CutRecording.Piece;
import io.diction.speech.adapt.HeardClip;
import io.diction.speech.align.LongAlignment.TimeRange;
import io.diction.speech.align.LongAlignment.WordRange;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.SpeechWorkers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Listens to the clips of one dataset, one after the other, on one thread. */
final class Comparison {
  /** What has no place in a long recording is told from this length on, as in the training. */
  private static final int LEAST_UNPLACED_WORDS = 4;

  private static final double LEAST_UNPLACED_SECONDS = 2;

  /** The portal serves others meanwhile. */
  private static final double SHARE_OF_MEMORY = 0.5;

  /** Of longer ones the samples can hardly be counted, whatever the memory. */
  private static final double LONGEST_SECONDS = 12 * 3_600;

  private final Hearings.Opened opened;
  private final AudioDecoder decoder;
  private final Taker taker;
  private final Map<String, Long> lengthsMs;
  private final Progress progress;
  private double seconds;
  private double cutSeconds;

  /** Takes what was heard of one clip, or of all pieces of one. */
  interface Taker {
    void take(List<ComparedClip> clips);
  }

  /**
   * @param lengthsMs of recordings, by hash, as far as they are known
   */
  Comparison(
      Hearings.Opened opened,
      AudioDecoder decoder,
      Taker taker,
      Map<String, Long> lengthsMs,
      Progress progress) {
    this.opened = opened;
    this.decoder = decoder;
    this.taker = taker;
    this.lengthsMs = lengthsMs;
    this.progress = progress;
  }

  /** Of sound that was compared. */
  double seconds() {
    return seconds;
  }

  /** Of these in recordings that had to be cut. */
  double cutSeconds() {
    return cutSeconds;
  }

  /** All that the figures of a clip depend on. */
  String identity(Pair pair) {
    return new Sha256()
        .add(opened.identity())
        .add(pair.sha256())
        .add(Long.toString(pair.startMs()))
        .add(String.valueOf(pair.durationMs()))
        .add(pair.name())
        .add(pair.text())
        .hex();
  }

  /** Listens to clips. */
  void run(List<Pair> pairs) throws IOException {
    ClipSpeech speech = new ClipSpeech(decoder);
    Map<String, Pair> byId = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (fits(pair)) {
        byId.put(speech.add(pair), pair);
      } else {
        taker.take(List.of(tooLong(pair)));
      }
    }
    int[] done = {0};
    SpeechWorkers.run(
        speech,
        byId.keySet(),
        1,
        () -> {
          ClipHearing.Ear ear = opened.hearing().ear();
          return (id, audio) -> {
            Pair pair = byId.get(id);
            progress.report((double) done[0] / byId.size(), pair.name());
            take(ear, pair, audio);
            done[0]++;
          };
        },
        // Validation says what cannot be decoded.
        (id, reason) -> done[0]++,
        progress);
  }

  /** A recording lies in memory as a whole while it is compared, up to three times as it grows. */
  private boolean fits(Pair pair) throws IOException {
    Long durationMs = pair.durationMs();
    Long known = durationMs == null ? lengthsMs.get(pair.sha256()) : durationMs;
    double length = known == null ? 0 : known / 1000.0;
    if (known == null) {
      try {
        length = decoder.probe(pair.file(), pair.name()).durationSeconds();
      } catch (FormatException told) {
        return true;
      }
    }
    double bytes = length * Audio.RECOGNITION_RATE_HZ * Float.BYTES * 3;
    return length < LONGEST_SECONDS && bytes < Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY;
  }

  private ComparedClip tooLong(Pair pair) {
    List<String> words = opened.hearing().words(pair.text());
    HeardClip unheard =
        new HeardClip("", null, "the recording is too long for this machine; cut it into parts");
    return ComparedClip.of(place(pair), pair.text(), words, unheard);
  }

  private Place place(Pair pair) {
    return new Place(
        identity(pair),
        pair.name(),
        pair.sha256(),
        pair.startMs(),
        pair.durationMs(),
        Origin.GIVEN);
  }

  private void take(ClipHearing.Ear ear, Pair pair, Audio audio) throws IOException {
    List<String> words = opened.hearing().words(pair.text());
    if (words.isEmpty()) {
      return;
    }
    seconds += audio.durationSeconds();
    if (audio.durationSeconds() > ClipHearing.LONGEST_SECONDS) {
      cutSeconds += audio.durationSeconds();
      taker.take(cut(ear, pair, words, audio));
      return;
    }
    HeardClip clip = ear.hear(words, audio, progress);
    taker.take(List.of(ComparedClip.of(place(pair), pair.text(), words, clip)));
  }

  private List<ComparedClip> cut(ClipHearing.Ear ear, Pair pair, List<String> words, Audio audio)
      throws IOException {
    CutRecording cut = ear.cut(words, audio, progress.unheard());
    List<ComparedClip> clips = new ArrayList<>();
    for (Piece piece : cut.pieces()) {
      List<String> said = ClipHearing.words(piece, words);
      HeardClip clip = ear.hear(said, ClipHearing.sound(piece, audio), progress);
      clips.add(ComparedClip.of(place(pair, piece), String.join(" ", said), said, clip));
    }
    for (WordRange range : cut.unplacedText()) {
      if (range.to() - range.from() >= LEAST_UNPLACED_WORDS) {
        long at = pair.startMs() + ms(endBefore(cut, range));
        clips.add(ComparedClip.unsaid(place(pair, at, 0), words.subList(range.from(), range.to())));
      }
    }
    for (TimeRange range : cut.unplacedAudio()) {
      double length = range.to() - range.from();
      if (length >= LEAST_UNPLACED_SECONDS) {
        long at = pair.startMs() + Math.round(1000 * range.from());
        int lengthMs = (int) Math.round(1000 * length);
        clips.add(ComparedClip.unwritten(place(pair, at, lengthMs), lengthMs));
      }
    }
    return clips;
  }

  private static int endBefore(CutRecording cut, WordRange range) {
    return cut.pieces().stream()
        .filter(piece -> piece.words().to() <= range.from())
        .mapToInt(Piece::to)
        .max()
        .orElse(0);
  }

  private static long ms(int samples) {
    return samples * 1000L / Audio.RECOGNITION_RATE_HZ;
  }

  private Place place(Pair pair, Piece piece) {
    return place(pair, pair.startMs() + ms(piece.from()), ms(piece.to() - piece.from()));
  }

  private Place place(Pair pair, long startMs, long durationMs) {
    return new Place(identity(pair), pair.name(), pair.sha256(), startMs, durationMs, Origin.CUT);
  }

  /** Two clips of which one says what is written at the other. */
  record Swap(int clip, int other) {}

  /**
   * Looks for the words of clips that differ in the clips nearest to them that differ too.
   *
   * @param differing in the order of the data, each with the pair that it was made of
   */
  List<Swap> swaps(Map<ComparedClip, Pair> differing, int nearest) throws IOException {
    List<ComparedClip> clips = List.copyOf(differing.keySet());
    ClipSpeech speech = new ClipSpeech(decoder);
    Map<String, Integer> byId = new LinkedHashMap<>();
    for (int i = 0; i < clips.size(); i++) {
      byId.put(speech.add(differing.get(clips.get(i))), i);
    }
    List<Swap> swaps = new ArrayList<>();
    SpeechWorkers.run(
        speech,
        byId.keySet(),
        1,
        () -> {
          ClipHearing.Ear ear = opened.hearing().ear();
          return (id, audio) -> {
            int at = byId.get(id);
            for (int other : around(at, clips.size(), nearest)) {
              List<String> words = opened.hearing().words(clips.get(other).words());
              if (!words.isEmpty() && ear.hear(words, audio, progress).fault() == null) {
                swaps.add(new Swap(clips.get(at).number(), clips.get(other).number()));
                break;
              }
            }
          };
        },
        (id, reason) -> {},
        progress);
    return swaps;
  }

  /** Places around one, the nearest first. */
  private static Set<Integer> around(int at, int size, int nearest) {
    Set<Integer> around = new LinkedHashSet<>();
    for (int step = 1; step <= nearest; step++) {
      if (at + step < size) {
        around.add(at + step);
      }
      if (at - step >= 0) {
        around.add(at - step);
      }
    }
    return around;
  }
}
