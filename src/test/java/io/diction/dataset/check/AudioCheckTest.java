package io.diction.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.dataset.file.CheckedRows.Recording;
import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.Resampler;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioCheckTest {
  private static final AudioDecoder DECODER = new AudioDecoder(DecoderOptions.defaults());
  private static final float[] SPEECH =
      SpeechFixtures.say("The boats came in, nobody spoke, and the harbour bell began to ring.")
          .samples();

  private final AudioCheck check = new AudioCheck(DECODER);
  @TempDir private Path folder;

  @AfterAll
  static void close() {
    DECODER.close();
  }

  private Verdict check(Path file) throws IOException {
    return check.check(file, file.getFileName().toString(), Progress.NONE);
  }

  private Verdict check(Format format, float[]... channels) throws IOException {
    return check(EncodedAudio.write(folder.resolve("a." + format), format, 16_000, channels));
  }

  private static List<String> rules(Verdict verdict) {
    return verdict.findings().stream().map(Finding::rule).toList();
  }

  private static float[] times(float factor) {
    float[] samples = SPEECH.clone();
    for (int t = 0; t < samples.length; t++) {
      samples[t] *= factor;
    }
    return samples;
  }

  @Test
  void measuresAllThatTheReportShows() throws IOException {
    Path file = folder.resolve("speech.wav");
    Files.write(file, WavWriter.bytes(new Audio(SPEECH, 16_000)));

    Item.Heard heard = check(file).heard();

    assertThat(heard.durationMs()).isEqualTo(Math.round(SPEECH.length / 16.0));
    assertThat(heard.coding()).isEqualTo(new Item.Coding("wav", "pcm_s16le", 16_000, 1, 16, 16));
    assertThat(heard.sound().loudnessLufs()).isBetween(-40.0, -5.0);
    assertThat(heard.sound().peak()).isBetween(0.1, 1.0);
    assertThat(heard.sound().bandwidthHz()).isGreaterThan(6_000);
    assertThat(heard.sound().speech()).isBetween(0.6, 1.0);
    assertThat(heard.identity().samples()).hasSize(64);
    assertThat(heard.isTelephoneInWide()).isFalse();
    assertThat(heard.unusedBits()).isZero();
  }

  /** 16 bits stored as 24, as some recorders do. */
  @Test
  void seesBitsThatAreNeverUsed() throws IOException {
    ByteBuffer wav = wavHeader(1, 24, SPEECH.length);
    for (float sample : SPEECH) {
      wav.put((byte) 0).putShort((short) (sample * 32_767));
    }
    Item.Heard heard = check(Files.write(folder.resolve("padded.wav"), wav.array())).heard();
    assertThat(heard.coding().bits()).isEqualTo(24);
    assertThat(heard.unusedBits()).isEqualTo(8);
  }

  @Test
  void seesTelephoneSoundInAWideFile() throws IOException {
    Resampler down = new Resampler(16_000, 8_000);
    float[] narrow = new float[down.resampled(SPEECH.length)];
    down.resample(SPEECH, 0, SPEECH.length, narrow);
    Resampler up = new Resampler(8_000, 16_000);
    float[] wide = new float[up.resampled(narrow.length)];
    up.resample(narrow, 0, narrow.length, wide);

    Verdict verdict = check(Format.FLAC, wide);

    assertThat(verdict.heard().isTelephoneInWide()).isTrue();
    assertThat(rules(verdict)).doesNotContain("audio_narrow");
  }

  @Test
  void warnsOfMuffledSound() throws IOException {
    Verdict verdict = check(Format.FLAC, SpeechFixtures.tone(400, 0.3, 3, 16_000).samples());
    assertThat(rules(verdict)).contains("audio_narrow");
  }

  @Test
  void warnsOfChannelsThatCancelEachOtherOut() throws IOException {
    assertThat(rules(check(Format.FLAC, times(0.8f), times(-0.8f)))).contains("audio_out_of_phase");
    assertThat(rules(check(Format.MP3, times(0.8f), times(-0.8f)))).contains("audio_out_of_phase");
    assertThat(rules(check(Format.FLAC, times(0.8f), times(0.8f)))).isEmpty();
  }

  @Test
  void warnsOfSoundInOneChannelAlone() throws IOException {
    assertThat(rules(check(Format.FLAC, SPEECH, times(0)))).contains("audio_left_only");
    assertThat(rules(check(Format.M4A, times(0), SPEECH))).contains("audio_right_only");
    assertThat(rules(check(wavOf(SPEECH, times(0))))).contains("audio_left_only");
    assertThat(rules(check(wavOf(SPEECH, times(-1))))).contains("audio_out_of_phase");
  }

  private Path wavOf(float[] left, float[] right) throws IOException {
    ByteBuffer wav = wavHeader(2, 16, left.length);
    for (int t = 0; t < left.length; t++) {
      wav.putShort((short) (left[t] * 32_767)).putShort((short) (right[t] * 32_767));
    }
    return Files.write(folder.resolve("stereo.wav"), wav.array());
  }

  private static ByteBuffer wavHeader(int channels, int bits, int frames) {
    int align = channels * bits / 8;
    int length = align * frames;
    ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(16_000).putInt(16_000 * align);
    wav.putShort((short) align).putShort((short) bits);
    return wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
  }

  @Test
  void givesSteadyNoiseNoSpeech() throws IOException {
    float[] noise = new float[80_000];
    Random random = new Random(2);
    for (int t = 0; t < noise.length; t++) {
      noise[t] = (float) (0.05 * random.nextGaussian());
    }
    Item.Heard heard = check(Format.FLAC, noise).heard();
    assertThat(heard.sound().speech()).isLessThan(0.05);
    assertThat(heard.sound().loudnessLufs()).isEqualTo(-24.5, within(3.0));
  }

  @Test
  void namesTheRecordingThatAnotherIsACopyOf() throws IOException {
    Item wav = check(wavOf(SPEECH, SPEECH)).items().get(0);
    Item flac = check(Format.FLAC, SPEECH).items().get(0);
    Item mp3 = check(Format.MP3, times(0.5f)).items().get(0);
    Item other =
        check(Format.FLAC24, SpeechFixtures.say("She had not expected to find it.").samples())
            .items()
            .get(0);

    Item.Heard heard = Objects.requireNonNull(wav.heard());
    Duplicates duplicates = new Duplicates(List.of(flac, mp3, other));
    duplicates.addElsewhere(
        new Recording(
            "old",
            "b.wav",
            heard.durationMs(),
            heard.identity().samples(),
            Objects.requireNonNull(heard.identity().print())));

    List<Finding> found = duplicates.findings("new", Progress.NONE);

    assertThat(found).extracting(Finding::file).containsExactly("a.FLAC", "a.MP3");
    assertThat(found).extracting(finding -> finding.arguments().get(0)).containsOnly("old: b.wav");
    assertThat(found).noneMatch(Finding::error);
    assertThat(new Duplicates(List.of(flac, flac)).findings("new", Progress.NONE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.arguments()).containsExactly("a.FLAC"));
  }
}
