package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.diction.speech.FormatException;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are damaged, lie, or try to reach other files. */
class HostileAudioTest {
  private static final int RATE_HZ = 16_000;
  @TempDir static Path folder;
  private static AudioDecoder decoder;
  private static float[] noise;
  private static Path secret;

  @BeforeAll
  static void start() throws Exception {
    decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(1));
    Random random = new Random(5);
    noise = new float[4 * RATE_HZ];
    for (int t = 0; t < noise.length; t++) {
      noise[t] = 0.5f * random.nextFloat() - 0.25f;
    }
    secret = folder.resolve("secret.wav");
    WavWriter.write(secret, SpeechFixtures.tone(440, 0.5, 3, RATE_HZ));
  }

  @AfterAll
  static void stop() {
    decoder.close();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("empty.wav", new byte[0], "the file is empty"),
        Arguments.of("notes.wav", text("Meeting at noon\nbring tea\n"), "this is text, not audio"),
        Arguments.of("utf16.wav", "\uFEFFhello there".getBytes(StandardCharsets.UTF_16LE), "text"),
        Arguments.of("page.mp3", text("<html><body>404</body></html>"), "this is text"),
        Arguments.of("zip.wav", text("PK\u0003\u0004......"), "zip archive"),
        Arguments.of("doc.mp3", text("%PDF-1.7\u0001"), "PDF"),
        Arguments.of("riff.wav", text("RIFF\u0004\0\0\0WAVE"), "no samples"),
        Arguments.of("zero-rate.wav", wav(1, 0, 16, 100, 100), "0 Hz"),
        Arguments.of("fast.wav", wav(1, 4_000_000, 16, 100, 100), "4000000 Hz"),
        Arguments.of("16-channels.wav", wav(16, RATE_HZ, 16, 3200, 3200), "16 channels"),
        Arguments.of("0-channels.wav", wav(0, RATE_HZ, 16, 3200, 3200), "0 channels"),
        Arguments.of("16-channels-24-bit.wav", wav(16, RATE_HZ, 24, 4800, 4800), "16 channels"),
        Arguments.of("no-samples.wav", wav(1, RATE_HZ, 16, 0, 0), "not one sample"),
        Arguments.of("unknown-codec.wav", wavWithTag(0x7777), "not supported"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void saysWhatIsWrongWith(String name, byte[] content, String expected) throws Exception {
    Path file = Files.write(folder.resolve(name), content);
    FormatException refusal =
        catchThrowableOfType(FormatException.class, () -> decoder.decode(file));
    assertThat(refusal.source()).isEqualTo(name);
    assertThat(refusal.reason()).contains(expected);
    assertThat(refusal.getMessage()).doesNotContain(folder.toString());
  }

  @Test
  void namesTheFileAsItsOwnerKnowsIt() throws Exception {
    Path blob = Files.write(folder.resolve("3f2a91"), new byte[0]);
    assertThatThrownBy(() -> decoder.open(blob, "Interview 1.wav"))
        .isInstanceOf(FormatException.class)
        .hasMessage("Interview 1.wav: the file is empty");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void readsWhatIsThereWhenAWavHeaderLies(long declared, int bits) throws Exception {
    Path file = Files.write(folder.resolve("lying.wav"), wav(1, RATE_HZ, bits, declared, 48_000));
    try (AudioSource source = decoder.open(file)) {
      float[] buffer = new float[50_000];
      assertThat(source.read(buffer)).isEqualTo(48_000 / (bits / 8));
      assertThat(source.read(buffer)).isEqualTo(-1);
      assertThat(source.properties().warnings())
          .containsExactly(AudioWarning.LENGTH_DIFFERS_FROM_HEADER);
    }
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of(2_000_000_000L, 16),
        Arguments.of(0xFFFFFFFFL, 16),
        Arguments.of(0L, 16),
        Arguments.of(2_000_000_000L, 24));
  }

  @Test
  void stopsAtTheEndOfTheSamplesWhenMoreFollows() throws Exception {
    byte[] content = wav(1, RATE_HZ, 16, 3_200, 5_000);
    Path file = Files.write(folder.resolve("trailing.wav"), content);
    assertThat(decoder.decode(file).samples()).hasSize(1_600);
    assertThat(decoder.probe(file).warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cuttable")
  void refusesAFileThatIsCutOff(Format format, String expected) throws Exception {
    Path whole = EncodedAudio.write(folder.resolve("whole"), format, RATE_HZ, noise);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut." + format), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> decoder.decode(cut))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  static Stream<Arguments> cuttable() {
    return Stream.of(
        Arguments.of(Format.FLAC, "should last 4.0 seconds"), Arguments.of(Format.M4A, "damaged"));
  }

  @Test
  void readsOverADamagedPartAndSaysSo() throws Exception {
    Path file = EncodedAudio.write(folder.resolve("scratched.mp3"), Format.MP3, RATE_HZ, noise);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 600, (byte) 0x55);
    Files.write(file, bytes);
    assertThat(decoder.decode(file).durationSeconds()).isBetween(3.5, 4.1);
  }

  @Test
  void survivesRandomBytesInEveryContainer() throws Exception {
    Random random = new Random(11);
    for (Format format :
        new Format[] {Format.FLAC, Format.M4A, Format.MP3, Format.OGG, Format.W64}) {
      byte[] bytes =
          Files.readAllBytes(
              EncodedAudio.write(
                  folder.resolve("fuzz"), format, RATE_HZ, Arrays.copyOf(noise, 8_000)));
      for (int round = 0; round < 8; round++) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i < 30; i++) {
          damaged[random.nextInt(round % 2 == 0 ? 200 : damaged.length)] = (byte) random.nextInt();
        }
        Path file = Files.write(folder.resolve("fuzzed"), damaged);
        try {
          assertThat(decoder.decode(file).samples()).isNotEmpty();
        } catch (FormatException e) {
          assertThat(e.reason()).isNotEmpty();
        }
      }
    }
    assertThat(decoder.decode(secret).durationSeconds()).isEqualTo(3);
  }

  static Stream<Arguments> references() {
    String name = "secret.wav";
    return Stream.of(
        Arguments.of(
            "dash.mp3",
            """
            <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
            mediaPresentationDuration="PT3S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">
            <Period><AdaptationSet contentType="audio"><Representation id="0" mimeType="audio/wav"
            bandwidth="256000"><BaseURL>secret.wav</BaseURL></Representation></AdaptationSet>
            </Period></MPD>
            """
                .getBytes(StandardCharsets.UTF_8)),
        Arguments.of("hls.mp3", text("#EXTM3U\n#EXTINF:3,\n" + name + "\n#EXT-X-ENDLIST\n")),
        Arguments.of("concat.mp3", text("ffconcat version 1.0\nfile " + name + "\n")),
        Arguments.of(
            "sdp.mp3",
            text(
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n")),
        Arguments.of("external.mp3", movWithExternalReference("secret.wav")),
        Arguments.of("absolute.mp3", movWithExternalReference("/etc/passwd")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void readsNoOtherFileThatAFilePointsTo(String name, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve(name), content);
    assertThatThrownBy(() -> decoder.decode(file)).isInstanceOf(FormatException.class);
    // The child must refuse as well: what the parent looks for in the first bytes can be evaded.
    FileChannel channel = FileChannel.open(file);
    assertThatThrownBy(
            () -> {
              try (PcmBlocks blocks =
                  decoder.openInChild(channel, name, AudioDecoder.ALL_CHANNELS, Set.of())) {
                while (blocks.next() >= 0) {
                  assertThat(blocks.block()).containsOnly(0f);
                }
                throw new FormatException(name, "", "nothing found");
              }
            })
        .isInstanceOf(FormatException.class);
  }

  @Test
  void refusesAFileWithoutASoundTrack() throws Exception {
    Path file = EncodedAudio.write(folder.resolve("mute.m4a"), Format.M4A, RATE_HZ, noise);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace("soun", "vide"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no sound track");
  }

  @Test
  void refusesAContainerThatIsNotOnTheList() throws Exception {
    Path file = EncodedAudio.write(folder.resolve("video.mp3"), Format.MATROSKA, RATE_HZ, noise);
    assertThatThrownBy(() -> decoder.decode(file)).hasMessageContaining("Matroska");
    FileChannel channel = FileChannel.open(file);
    assertThatThrownBy(
            () -> decoder.openInChild(channel, "video.mp3", AudioDecoder.ALL_CHANNELS, Set.of()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not a recording in one of the formats");
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] wavWithTag(int tag) {
    byte[] wav = wav(1, RATE_HZ, 16, 3_200, 3_200);
    wav[20] = (byte) tag;
    wav[21] = (byte) (tag >> 8);
    return wav;
  }

  /** A wav file whose header need not tell the truth. */
  private static byte[] wav(int channels, int rateHz, int bits, long declaredBytes, int dataBytes) {
    ByteBuffer wav = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    int block = channels * bits / 8;
    wav.put(text("RIFF")).putInt((int) (36 + declaredBytes)).put(text("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(rateHz).putInt(rateHz * block);
    wav.putShort((short) block).putShort((short) bits);
    wav.put(text("data")).putInt((int) declaredBytes);
    for (int i = 0; i < dataBytes; i++) {
      wav.put((byte) (i % 7));
    }
    return wav.array();
  }

  /** A QuickTime film whose only track keeps its samples in another file, by an alias record. */
  private static byte[] movWithExternalReference(String path) {
    ByteBuffer alias = ByteBuffer.allocate(300);
    alias.position(10);
    alias.put((byte) 1).put((byte) 'X').position(10 + 28 + 12);
    alias.put((byte) 10).put(text("secret.wav")).position(10 + 28 + 12 + 64 + 16);
    alias.putShort((short) 1).putShort((short) 1).position(alias.position() + 16);
    int even = path.length() + path.length() % 2;
    alias.putShort((short) 2).putShort((short) even).put(Arrays.copyOf(text(path), even));
    alias.putShort((short) -1);
    byte[] dref =
        full(bytes(0, 0, 0, 1), box("alis", full(Arrays.copyOf(alias.array(), alias.position()))));
    byte[] entry =
        concat(
            new byte[6],
            bytes(0, 1),
            new byte[8],
            bytes(0, 1, 0, 16, 0, 0, 0, 0, RATE_HZ >> 8, RATE_HZ & 0xFF, 0, 0));
    byte[] stbl =
        box(
            "stbl",
            box("stsd", full(bytes(0, 0, 0, 1), box("sowt", entry))),
            box("stts", full(bytes(0, 0, 0, 1, 0, 0, 0xBB, 0x80, 0, 0, 0, 1))),
            box("stsc", full(bytes(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0xBB, 0x80, 0, 0, 0, 1))),
            box("stsz", full(bytes(0, 0, 0, 2, 0, 0, 0xBB, 0x80))),
            box("stco", full(bytes(0, 0, 0, 1, 0, 0, 0, 44))));
    byte[] minf = box("minf", box("smhd", full(new byte[4])), box("dinf", box("dref", dref)), stbl);
    byte[] duration = bytes(0, 0, 0x3E, 0x80, 0, 0, 0xBB, 0x80);
    byte[] mdia =
        box(
            "mdia",
            box("mdhd", full(new byte[8], duration, new byte[4])),
            box("hdlr", full(text("mhlrsoun"), new byte[13])),
            minf);
    byte[] tkhd =
        box(
            "tkhd",
            full(new byte[8], bytes(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xBB, 0x80), new byte[60]));
    byte[] moov =
        box(
            "moov",
            box("mvhd", full(new byte[8], duration, new byte[80])),
            box("trak", tkhd, mdia));
    return concat(box("ftyp", text("qt  "), new byte[4], text("qt  ")), moov);
  }

  private static byte[] full(byte[]... parts) {
    return concat(new byte[4], concat(parts));
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = concat(parts);
    return concat(ByteBuffer.allocate(4).putInt(8 + content.length).array(), text(type), content);
  }

  private static byte[] bytes(int... values) {
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) values[i];
    }
    return result;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
