package io.diction.dataset.check;

import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Identity;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.file.Item.Sound;
import io.diction.dataset.finding.Finding;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioPrintMeter;
import io.diction.speech.audio.AudioProperties;
import io.diction.speech.audio.AudioQuality;
import io.diction.speech.audio.AudioQualityMeter;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.AudioWarning;
import io.diction.speech.audio.ChannelLevels;
import io.diction.speech.audio.LoudnessMeter;
import io.diction.speech.corpus.AudioName;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.features.SpeechShare;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates recordings by decoding them to their end, in bounded memory. */
@Component
public class AudioCheck {
  /** One sample in a thousand is heard as crackling. */
  private static final double CLIPPED_SHARE = 0.001;

  /** Below, recognition of our test recordings gets clearly worse. */
  private static final double LEAST_SIGNAL_TO_NOISE_DB = 15;

  private static final double MOST_SILENCE = 0.7;
  private static final double FAINT_DB = -45;
  private static final double SHORTEST_SECONDS = 0.3;

  /** A telephone carries up to 3,400 Hz; what carries less is a bad one, or no speech. */
  private static final int LEAST_BANDWIDTH_HZ = 3_200;

  /** However short a recording is. */
  private static final double LEAST_DEADLINE_SECONDS = 60;

  /** Decoding and measuring is some hundred times faster than listening; it has to be 20 times. */
  private static final double SLOWEST = 20;

  private static final double LONGEST_SECONDS = 48 * 3_600;

  /** Of a file that does not say how long it is: 8 kbit/s. */
  private static final double LEAST_BYTE_RATE = 1_000;

  private final AudioDecoder decoder;

  public AudioCheck(AudioDecoder decoder) {
    this.decoder = decoder;
  }

  public Verdict check(Path file, String name, Progress progress) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (AudioSource source = decoder.open(file, name)) {
      Meters meters = new Meters();
      measure(source, name, Files.size(file), meters, progress);
      for (AudioWarning warning : source.properties().warnings().stream().sorted().toList()) {
        findings.add(warning(warning.name().toLowerCase(Locale.ROOT), name));
      }
      otherFormat(file, name)
          .ifPresent(format -> findings.add(warning("named_otherwise", name, format)));
      AudioQuality quality = meters.quality.quality();
      ChannelLevels levels = source.channelLevels();
      judge(levels, name, findings);
      if (!levels.isOutOfPhase()) {
        judge(quality, source.properties(), name, findings);
      }
      Heard heard = meters.heard(source, quality);
      return Verdict.of(true, heard.durationMs(), findings, item(file, name, heard));
    } catch (SlowException slow) {
      findings.add(
          Finding.error(
              ErrorCode.INVALID_AUDIO_FORMAT, "file_slow", name, slow.seconds, slow.allowed));
      return Verdict.of(false, null, findings, item(file, name, null));
    } catch (FormatException refused) {
      findings.add(
          Finding.error(
              ErrorCode.INVALID_AUDIO_FORMAT, "audio_unreadable", name, refused.reason()));
      return Verdict.of(false, null, findings, item(file, name, null));
    }
  }

  private static Optional<String> otherFormat(Path file, String name) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return AudioName.otherThan(name, bytes.readNBytes(FileKind.HEAD_BYTES));
    }
  }

  private static Item item(Path file, String name, @Nullable Heard heard) throws IOException {
    return new Item(name, Kind.AUDIO, Files.size(file), heard, null, false);
  }

  /** Decoding takes longer than that of any sound file does. */
  private static final class SlowException extends Exception {
    private static final long serialVersionUID = 1L;
    private final long seconds;
    private final long allowed;

    SlowException(long seconds, long allowed) {
      super("only %d s decoded in %d s".formatted(seconds, allowed), null, false, false);
      this.seconds = seconds;
      this.allowed = allowed;
    }
  }

  /** All that is measured in one pass. */
  private static final class Meters {
    private final AudioQualityMeter quality = new AudioQualityMeter();
    private final LoudnessMeter loudness = new LoudnessMeter();
    private final SpeechShare speech = new SpeechShare();
    private final AudioPrintMeter print = new AudioPrintMeter();

    void add(float[] samples, int length) {
      quality.add(samples, length);
      loudness.add(samples, length);
      speech.add(samples, length);
      print.add(samples, length);
    }

    Heard heard(AudioSource source, AudioQuality measured) {
      AudioProperties file = source.properties();
      double lufs = loudness.lufs();
      return new Heard(
          Math.round(source.secondsRead() * 1000),
          new Coding(
              file.container(),
              file.codec(),
              file.sampleRateHz(),
              file.channels(),
              file.bitDepth(),
              source.channelLevels().effectiveBits()),
          new Sound(
              (int) measured.bandwidthHz(),
              Double.isNaN(lufs) ? null : Double.valueOf(lufs),
              measured.peak(),
              measured.clippedShare(),
              measured.signalToNoiseDb(),
              measured.silenceShare(),
              speech.share()),
          new Identity(source.sha256(), print.print()));
    }
  }

  private static void measure(
      AudioSource source, String name, long bytes, Meters meters, Progress progress)
      throws IOException, SlowException {
    float[] buffer = new float[16_000];
    double declared = source.properties().durationSeconds();
    double expected = declared > 0 ? Math.min(declared, LONGEST_SECONDS) : bytes / LEAST_BYTE_RATE;
    long allowed = Math.round(Math.max(LEAST_DEADLINE_SECONDS, expected / SLOWEST));
    long began = System.nanoTime();
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      meters.add(buffer, read);
      progress.checkCancelled();
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(allowed)) {
        throw new SlowException(Math.round(source.secondsRead()), allowed);
      }
      if (declared > 0) {
        progress.report(Math.min(1, source.secondsRead() / declared), name);
      }
    }
  }

  private static void judge(ChannelLevels levels, String name, List<Finding> findings) {
    if (levels.isOutOfPhase()) {
      findings.add(warning("audio_out_of_phase", name));
    } else if (levels.isOneSided()) {
      boolean left = levels.channelsDb().get(0) > levels.channelsDb().get(1);
      findings.add(warning(left ? "audio_left_only" : "audio_right_only", name));
    }
  }

  private static void judge(
      AudioQuality quality, AudioProperties file, String name, List<Finding> findings) {
    if (quality.durationSeconds() < SHORTEST_SECONDS) {
      findings.add(warning("audio_short", name, number(quality.durationSeconds())));
    } else if (quality.levelDb() < FAINT_DB) {
      findings.add(warning("audio_faint", name, number(quality.levelDb())));
    } else {
      if (quality.signalToNoiseDb() < LEAST_SIGNAL_TO_NOISE_DB
          && quality.silenceShare() > 1 - MOST_SILENCE) {
        findings.add(warning("audio_noisy", name, number(quality.signalToNoiseDb())));
      }
      if (quality.silenceShare() > MOST_SILENCE) {
        findings.add(warning("audio_silent", name, percent(quality.silenceShare())));
      }
    }
    boolean heard = quality.levelDb() >= FAINT_DB && quality.durationSeconds() >= SHORTEST_SECONDS;
    if (heard && quality.bandwidthHz() < LEAST_BANDWIDTH_HZ) {
      findings.add(
          warning(
              "audio_narrow",
              name,
              Math.round(quality.bandwidthHz()),
              file.sampleRateHz(),
              LEAST_BANDWIDTH_HZ));
    }
    if (quality.clippedShare() > CLIPPED_SHARE) {
      findings.add(warning("audio_clipped", name, percent(quality.clippedShare())));
    }
  }

  private static Finding warning(String rule, String name, Object... arguments) {
    return Finding.warning(ErrorCode.INVALID_AUDIO_FORMAT, rule, name, arguments);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100);
  }
}
