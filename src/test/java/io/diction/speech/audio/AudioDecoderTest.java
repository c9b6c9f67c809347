package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioDecoderTest {
  @TempDir static Path folder;
  private static AudioDecoder decoder;
  private static Audio speech;

  @BeforeAll
  static void start() {
    decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2));
    speech = SpeechFixtures.say("Seven ships sailed south under a bright morning sky.");
  }

  @AfterAll
  static void stop() {
    decoder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "FLAC, flac, flac, 16",
    "FLAC24, flac, flac, 24",
    "ALAC, mov, alac, 16",
    "OGG, ogg, flac, 16",
    "W64, w64, pcm_s16le, 16",
    "WAV24, wav, pcm_s24le, 24"
  })
  void decodesLosslessFormatsToTheSamplesThatWentIn(
      Format format, String container, String codec, int bitDepth) throws Exception {
    Path file = encode(format, 16_000, speech.samples());
    AudioProperties properties = decoder.probe(file);
    assertThat(properties.container()).isEqualTo(container);
    assertThat(properties.codec()).isEqualTo(codec);
    assertThat(properties.bitDepth()).isEqualTo(bitDepth);
    assertThat(properties.channels()).isEqualTo(1);
    assertThat(properties.durationSeconds()).isBetween(2.9, 2.95);
    float[] decoded = decoder.decode(file).samples();
    assertThat(decoded.length).isBetween(speech.samples().length, speech.samples().length + 8);
    assertThat(worstDifference(decoded, speech.samples(), 0)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({"MP3, mp3, mp3", "M4A, mov, aac", "AAC, aac, aac"})
  void decodesLossyFormatsToSpeechOfTheSameLengthAndLevel(
      Format format, String container, String codec) throws Exception {
    Path file = encode(format, 16_000, speech.samples());
    AudioProperties properties = decoder.probe(file);
    assertThat(properties.container()).isEqualTo(container);
    assertThat(properties.codec()).isEqualTo(codec);
    assertThat(properties.bitDepth()).isZero();
    Audio decoded = decoder.decode(file);
    assertThat(decoded.durationSeconds()).isBetween(2.9, 3.05);
    assertThat(energy(decoded.samples()) / energy(speech.samples())).isBetween(0.9, 1.1);
  }

  @ParameterizedTest
  @CsvSource({"8000, FLAC", "22050, FLAC", "44100, MP3", "48000, M4A", "48000, WAV24"})
  void resamplesToSixteenKilohertz(int rateHz, Format format) throws Exception {
    float[] tone = SpeechFixtures.tone(500, 0.4, 2, rateHz).samples();
    Path file = encode(format, rateHz, tone);
    assertThat(decoder.probe(file).sampleRateHz()).isEqualTo(rateHz);
    Audio decoded = decoder.decode(file);
    assertThat(decoded.durationSeconds()).isBetween(1.99, 2.06);
    float[] expected = SpeechFixtures.tone(500, 0.4, 2, 16_000).samples();
    // LAME turns the level down by 5 %.
    assertThat(energy(decoded.samples()) / energy(expected)).isBetween(0.88, 1.05);
  }

  @Test
  void mixesChannelsToTheirMean() throws Exception {
    float[] left = SpeechFixtures.tone(300, 0.6, 1, 16_000).samples();
    float[] right = new float[left.length];
    float[] decoded = decoder.decode(encode(Format.FLAC, 16_000, left, right)).samples();
    for (int t = 0; t < left.length; t++) {
      left[t] /= 2;
    }
    assertThat(worstDifference(decoded, left, 0)).isLessThan(1e-4);
  }

  @Test
  void readsSixChannels() throws Exception {
    float[] channel = SpeechFixtures.tone(300, 0.6, 1, 16_000).samples();
    Path file = encode(Format.FLAC, 16_000, channel, channel, channel, channel, channel, channel);
    assertThat(decoder.probe(file).channels()).isEqualTo(6);
    assertThat(worstDifference(decoder.decode(file).samples(), channel, 0)).isLessThan(1e-4);
  }

  @Test
  void readsPlainWavWithoutAChildExactlyAsFfmpegDoes() throws Exception {
    try (AudioDecoder own = new AudioDecoder(DecoderOptions.defaults())) {
      Path wav = folder.resolve("plain.wav");
      WavWriter.write(wav, speech);
      assertThat(own.decode(wav).samples()).isEqualTo(speech.samples());
      assertThat(own.childPids()).isEmpty();
    }
    float[] byFfmpeg = decoder.decode(encode(Format.W64, 16_000, speech.samples())).samples();
    assertThat(worstDifference(byFfmpeg, speech.samples(), 0)).isLessThan(1e-4);
  }

  @Test
  void namesTheSamplesByTheirHashWhateverTheContainerAndTheReads() throws Exception {
    Path wav = folder.resolve("hash.wav");
    WavWriter.write(wav, speech);
    Path alac = encode(Format.FLAC, 16_000, decoder.decode(wav).samples());
    float[] fromFlac = decoder.decode(alac).samples();
    WavWriter.write(wav, new Audio(fromFlac, 16_000));
    String hash = hash(wav, 10_000);
    assertThat(hash).hasSize(64).isEqualTo(hash(wav, 77)).isEqualTo(hash(alac, 4_096));
    WavWriter.write(wav, SpeechFixtures.say("Something else."));
    assertThat(hash(wav, 10_000)).isNotEqualTo(hash);
  }

  @Test
  void readsALongRecordingInSmallParts() throws Exception {
    // Five minutes at 44.1 kHz through buffers of a tenth of a second.
    Path file = folder.resolve("long.wav");
    WavWriter.write(file, SpeechFixtures.tone(200, 0.5, 300, 44_100));
    float[] buffer = new float[1_600];
    long total = 0;
    try (AudioSource source = decoder.open(file)) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        total += read;
      }
      assertThat(source.secondsRead()).isEqualTo(300);
    }
    assertThat(total).isEqualTo(300 * 16_000L);
    Files.delete(file);
  }

  @Test
  void saysWhenAFileIsMissing() {
    assertThatThrownBy(() -> decoder.open(folder.resolve("nowhere.wav")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static String hash(Path file, int buffer) throws Exception {
    float[] samples = new float[buffer];
    try (AudioSource source = decoder.open(file)) {
      int read = source.read(samples);
      while (read >= 0) {
        read = source.read(samples);
      }
      return source.sha256();
    }
  }

  private static Path encode(Format format, int rateHz, float[]... channels) {
    return EncodedAudio.write(folder.resolve("file." + format), format, rateHz, channels);
  }

  private static double worstDifference(float[] actual, float[] expected, int offset) {
    double worst = 0;
    for (int t = 0; t < expected.length; t++) {
      worst = Math.max(worst, Math.abs(actual[t + offset] - expected[t]));
    }
    return worst;
  }

  private static double energy(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample * sample;
    }
    return sum;
  }
}
