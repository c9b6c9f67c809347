package io.diction.speech;

import io.diction.speech.RecognitionSettings.Voice;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.decode.Decoder;
import io.diction.speech.features.UtteranceCutter;
import io.diction.speech.features.VoiceActivity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns recordings into words. For one thread; reuse it, since it keeps its memory and what it
 * looked up in the language model.
 *
 * <p>A recording is cut in pauses into utterances of at most {@link
 * UtteranceCutter#LONGEST_SECONDS}, so that hours need no more memory than minutes. The same
 * samples give the same words, whatever was recognised before; what is learnt of a voice, where the
 * settings say so, is forgotten at the end of a recording.
 */
public final class Recognizer {
  private final Decoder decoder;
  private final SpeechModel model;
  private @Nullable VoiceAdaptation voice;
  private final UtteranceCutter cutter = new UtteranceCutter(Audio.RECOGNITION_RATE_HZ);
  private final VoiceActivity activity = new VoiceActivity(Audio.RECOGNITION_RATE_HZ);
  private float[] buffer = new float[1 << 16];

  /** Of the recording recognised last. */
  private long heardSamples;

  private long narrowSamples;
  private double bandwidthHz;

  /**
   * Builds the model's network of words when it is the first recogniser of that model.
   *
   * @throws IllegalArgumentException when no word of the language model has a pronunciation
   */
  public Recognizer(SpeechModel model) {
    decoder = new Decoder(model.network(), model.settings());
    this.model = model;
  }

  /**
   * Recognises a recording in memory.
   *
   * @throws IllegalArgumentException when its rate is not {@link Audio#RECOGNITION_RATE_HZ}
   */
  public Hypothesis recognize(Audio audio) {
    return recognize(audio, Progress.NONE);
  }

  /**
   * Recognises a recording in memory.
   *
   * @throws IllegalArgumentException when its rate is not {@link Audio#RECOGNITION_RATE_HZ}
   * @throws CancelledException when {@code progress} asks to stop
   */
  public Hypothesis recognize(Audio audio, Progress progress) {
    Collected collected = new Collected();
    forEachUtterance(audio, progress, (part, start, end) -> collected.add(part, 0));
    return collected.hypothesis();
  }

  /**
   * Recognises a recording in memory and tells what else may have been said.
   *
   * @param alternatives of each utterance at most, at least 1
   * @throws IllegalArgumentException when its rate is not {@link Audio#RECOGNITION_RATE_HZ}
   * @throws CancelledException when {@code progress} asks to stop
   */
  public List<RecognizedPhrase> phrases(Audio audio, int alternatives, Progress progress) {
    List<RecognizedPhrase> phrases = new ArrayList<>();
    forEachUtterance(
        audio,
        progress,
        (part, start, end) -> phrases.add(decoder.phrase(part, alternatives, start, end)));
    return phrases;
  }

  /** What was recognised as people write it. */
  public String written(Hypothesis heard) {
    return model.display().write(heard.words()).text();
  }

  private interface Taker {
    /** Takes an utterance that the decoder has just recognised. */
    void take(Hypothesis part, double startSeconds, double endSeconds);
  }

  private void forEachUtterance(Audio audio, Progress progress, Taker taker) {
    if (audio.sampleRateHz() != Audio.RECOGNITION_RATE_HZ) {
      throw new IllegalArgumentException(
          "samples at %d Hz; %d needed".formatted(audio.sampleRateHz(), Audio.RECOGNITION_RATE_HZ));
    }
    forgetBand();
    float[] samples = audio.samples();
    double rate = audio.sampleRateHz();
    int from = 0;
    while (from < samples.length) {
      int end = Math.min(samples.length, from + cutter.longest() + 1);
      int to = from + cutter.cut(samples, from, end);
      boolean isLast = to == samples.length;
      Hypothesis part = decode(samples, from, to, new Place(from == 0, isLast), progress);
      taker.take(part, from / rate, to / rate);
      progress.report((double) to / samples.length, "");
      from = to;
    }
  }

  /**
   * Recognises an utterance of which the features are known.
   *
   * @param values features, [frame * dimension + d]
   * @param frames how many
   */
  public Hypothesis recognizeFeatures(float[] values, int frames, Progress progress) {
    return decoder.decodeFeatures(values, frames, 0, progress);
  }

  /**
   * Recognises a recording of any length as it is read.
   *
   * @param expectedSeconds length of the recording as far as known, for progress; 0 for unknown
   * @throws FormatException when the rest of the recording cannot be decoded
   * @throws CancelledException when {@code progress} asks to stop
   */
  public Hypothesis recognize(AudioSource source, double expectedSeconds, Progress progress)
      throws IOException {
    Collected collected = new Collected();
    forEachUtterance(
        source, expectedSeconds, progress, (part, start, end) -> collected.add(part, start));
    return collected.hypothesis();
  }

  /**
   * Recognises a recording of any length as it is read and tells what else may have been said.
   *
   * @param alternatives of each utterance at most, at least 1
   * @param expectedSeconds length of the recording as far as known, for progress; 0 for unknown
   * @param told each utterance in turn; its lattice is large, so keep what is needed of it
   * @throws FormatException when the rest of the recording cannot be decoded
   * @throws CancelledException when {@code progress} asks to stop
   */
  public void phrases(
      AudioSource source,
      int alternatives,
      double expectedSeconds,
      Progress progress,
      Consumer<RecognizedPhrase> told)
      throws IOException {
    forEachUtterance(
        source,
        expectedSeconds,
        progress,
        (part, start, end) ->
            told.accept(decoder.phrase(part, alternatives, 0, end - start).shifted(start)));
  }

  private void forEachUtterance(
      AudioSource source, double expectedSeconds, Progress progress, Taker taker)
      throws IOException {
    forgetBand();
    int rate = Audio.RECOGNITION_RATE_HZ;
    float[] waiting = new float[cutter.longest() + 1];
    int filled = 0;
    long cutAt = 0;
    boolean begun = false;
    boolean ended = false;
    while (!ended || filled > 0) {
      while (!ended && filled < waiting.length) {
        int read = source.read(room(Math.min(buffer.length, waiting.length - filled)));
        if (read < 0) {
          ended = true;
        } else {
          System.arraycopy(buffer, 0, waiting, filled, read);
          filled += read;
        }
      }
      int length = cutter.cut(waiting, 0, filled);
      if (length > 0) {
        if (activity.mayHaveVoice(waiting, 0, length)) {
          Place place = new Place(!begun, ended && length == filled);
          Hypothesis part = decode(waiting, 0, length, place, progress);
          taker.take(part, (double) cutAt / rate, (double) (cutAt + length) / rate);
          begun = true;
        }
        System.arraycopy(waiting, length, waiting, 0, filled - length);
        filled -= length;
        cutAt += length;
      }
      double done = cutAt / (expectedSeconds * rate);
      progress.report(expectedSeconds > 0 ? Math.min(done, 1) : 0, "");
    }
  }

  /** Where an utterance stands in its recording. */
  private record Place(boolean isFirst, boolean isLast) {}

  /** Recognises an utterance; what is learnt of the recording's voice serves the next ones. */
  private Hypothesis decode(float[] samples, int from, int to, Place place, Progress progress) {
    Voice following = model.settings().voice();
    boolean again = place.isFirst() && following == Voice.TWO_PASSES;
    if (place.isFirst() && voice != null) {
      voice.begin();
      decoder.hearWith(null);
    }
    Hypothesis recognised = decoder.decode(samples, from, to, progress);
    measureBand(to - from);
    if (following == Voice.ANY || (place.isLast() && !again)) {
      return recognised;
    }
    if (voice == null) {
      voice = new VoiceAdaptation(model);
    }
    AcousticModel moved = voice.hear(samples, from, to, recognised, progress);
    if (moved == null) {
      return recognised;
    }
    decoder.hearWith(moved);
    return again ? decoder.decode(samples, from, to, progress) : recognised;
  }

  private void forgetBand() {
    heardSamples = 0;
    narrowSamples = 0;
    bandwidthHz = 0;
  }

  private void measureBand(int length) {
    heardSamples += length;
    double narrow = decoder.narrowBandwidthHz();
    if (narrow > 0) {
      narrowSamples += length;
      bandwidthHz = Math.max(bandwidthHz, narrow);
    }
  }

  /**
   * Hertz below which most of the recording recognised last carries something, where that is less
   * than the model hears: telephones end at 3400, and below that words are lost. 0 for recordings
   * of full bandwidth.
   */
  public double narrowBandwidthHz() {
    return 2 * narrowSamples > heardSamples ? bandwidthHz : 0;
  }

  /** A buffer of exactly that length, since a source fills what it is given. */
  private float[] room(int length) {
    if (buffer.length != length) {
      buffer = Arrays.copyOf(buffer, length);
    }
    return buffer;
  }

  private static final class Collected {
    private final List<WordTiming> words = new ArrayList<>();
    private double logProb;

    private void add(Hypothesis part, double offset) {
      logProb += part.logProb();
      words.addAll(part.shifted(offset).words());
    }

    private Hypothesis hypothesis() {
      return new Hypothesis(words, logProb);
    }
  }
}
