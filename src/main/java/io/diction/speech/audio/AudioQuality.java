package io.diction.speech.audio;

import java.io.IOException;

/**
 * How good a recording is for recognition and training.
 *
 * @param durationSeconds length
 * @param peak largest amplitude, 0 to 1
 * @param clippedShare share of the samples, 0 to 1, that stand in a row at full scale
 * @param levelDb root mean square of all samples against full scale, decibels; -100 for silence
 * @param signalToNoiseDb loud parts against the quietest tenth, decibels, 0 to 100; an estimate
 *     that is too low for recordings without any pause, NaN for less than half a second
 * @param silenceShare share of the time, 0 to 1, nearer to the noise than to the speech
 * @param bandwidthHz highest frequency that carries something: 4000 for telephone sound stored at
 *     16 kHz; at most 8000, 0 for silence
 */
public record AudioQuality(
    double durationSeconds,
    double peak,
    double clippedShare,
    double levelDb,
    double signalToNoiseDb,
    double silenceShare,
    double bandwidthHz) {

  /** Measures samples in memory at 16 kHz. */
  public static AudioQuality measure(Audio audio) {
    if (audio.sampleRateHz() != Audio.RECOGNITION_RATE_HZ) {
      throw new IllegalArgumentException("16000 Hz expected, is " + audio.sampleRateHz());
    }
    AudioQualityMeter meter = new AudioQualityMeter();
    meter.add(audio.samples(), audio.samples().length);
    return meter.quality();
  }

  /** Reads a recording to its end and measures it, in bounded memory. */
  public static AudioQuality measure(AudioSource source) throws IOException {
    AudioQualityMeter meter = new AudioQualityMeter();
    float[] buffer = new float[8_192];
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      meter.add(buffer, read);
    }
    return meter.quality();
  }
}
