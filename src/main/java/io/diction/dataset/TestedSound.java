package io.diction.dataset;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.audio.AudioPrintMeter;
import io.diction.speech.audio.AudioSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A whole recording, as {@link TrainedOn} compares it. */
public record TestedSound(AudioPrint print, double seconds) {
  private static final double SAMPLES_PER_SECOND = 16_000;

  /** Null where the recording is damaged: it is compared by its bytes alone. */
  public static @Nullable TestedSound of(
      AudioDecoder decoder, Path file, String name, Progress progress) throws IOException {
    AudioPrintMeter meter = new AudioPrintMeter();
    long samples = 0;
    try (AudioSource source = decoder.open(file, name)) {
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        progress.checkCancelled();
        meter.add(buffer, read);
        samples += read;
      }
    } catch (FormatException damaged) {
      return null;
    }
    return new TestedSound(meter.print(), samples / SAMPLES_PER_SECOND);
  }
}
