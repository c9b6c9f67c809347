package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.speech.FormatException;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCorpusTest {
  private static final byte[] SOUND =
      WavWriter.bytes(SpeechFixtures.tone(300, 0.3, 2, Audio.RECOGNITION_RATE_HZ));
  @TempDir Path folder;

  @Test
  void pairsRecordingsWithTranscriptsOfTheSameName() throws Exception {
    write("a.wav", SOUND);
    write("a.txt", "Hello there.\nSecond line.\n");
    write("sub/b.flac", SOUND);
    write("sub/b.vtt", "WEBVTT\n\n00:00.500 --> 00:01.000\none\n\n00:01.000 --> 00:01.500\ntwo\n");
    write("c.mp3", SOUND);
    write("related.txt", "text of the domain\nmore of it\n");
    write("notes.docx", "?");
    write(".DS_Store", "?");
    try (TrainingCorpus corpus = open(folder)) {
      assertThat(corpus.utterances())
          .containsExactly(
              new Utterance("sub/b-0001", "sub/b.flac", 0.5, 1, "one", "", Split.UNSPECIFIED),
              new Utterance("sub/b-0002", "sub/b.flac", 1, 1.5, "two", "", Split.UNSPECIFIED),
              new Utterance(
                  "a", "a.wav", 0, Double.NaN, "Hello there. Second line.", "", Split.UNSPECIFIED));
      assertThat(corpus.untranscribed()).containsExactly("c.mp3");
      assertThat(corpus.texts()).containsExactly("related.txt");
      assertThat(findings(corpus))
          .containsExactly(
              "SYSTEM_FILE .DS_Store:0",
              "UNMATCHED_TRANSCRIPT related.txt:0",
              "UNMATCHED_AUDIO c.mp3:0",
              "UNKNOWN_FILE notes.docx:0");
      assertThat(corpus.findings()).noneMatch(CorpusFinding::isError);
      List<String> lines = new ArrayList<>();
      corpus.readText("related.txt", piece -> lines.add(piece.text()));
      assertThat(lines).containsExactly("text of the domain", "more of it");
    }
  }

  @Test
  void readsATableAndReportsItsMistakesByLine() throws Exception {
    write("audio1.wav", SOUND);
    write("Audio2.WAV", SOUND);
    write("extra.wav", SOUND);
    write(
        "trans.txt",
        "\uFEFFaudio1.wav\tFirst text.\r\naudio2.wav\tSecond text.\r\naudio3.wav\tmissing\r\n"
            + "no tab here\r\naudio1.wav\tagain\r\n../secret.wav\toutside\r\nextra.wav\t \r\n");
    try (TrainingCorpus corpus = open(folder)) {
      assertThat(corpus.utterances())
          .extracting(Utterance::id, Utterance::text)
          .containsExactly(tuple("audio1", "First text."), tuple("Audio2", "Second text."));
      assertThat(findings(corpus))
          .containsExactly(
              "MISSING_AUDIO trans.txt:3",
              "NO_TAB trans.txt:4",
              "DUPLICATE_ENTRY trans.txt:5",
              "PATH_OUTSIDE trans.txt:6",
              "EMPTY_TEXT trans.txt:7",
              "UNMATCHED_AUDIO extra.wav:0");
      assertThat(corpus.findings().get(5).isError()).isTrue();
    }
  }

  /** Each line is remembered, whether or not there is such a recording. */
  @Test
  void remembersNoMoreLinesThanThereMayBeUtterances() throws Exception {
    CorpusLimits few = new CorpusLimits(10, 1 << 20, 200, 10, 1 << 20, 1_000, 100, 1_000);
    StringBuilder table = new StringBuilder();
    StringBuilder kaldi = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      table.append("a%d.wav\tgood morning\n".formatted(i));
      kaldi.append("u%d good morning\n".formatted(i));
    }
    write("trans.txt", table.toString());
    write("kaldi/wav.scp", "u1 a.wav\n");
    write("kaldi/text", kaldi.toString());
    try (TrainingCorpus corpus = TrainingCorpus.open(folder, few)) {
      assertThat(findings(corpus))
          .contains("TOO_MANY_UTTERANCES trans.txt:0", "TOO_MANY_UTTERANCES kaldi/text:0")
          .contains("MISSING_AUDIO trans.txt:100")
          .doesNotContain("MISSING_AUDIO trans.txt:101");
    }
  }

  @Test
  void readsAManifestByItselfAndKeepsToItsFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.write(folder.resolve("secret.wav"), SOUND);
    Files.createDirectory(data.resolve("clips"));
    Files.write(data.resolve("clips/a.wav"), SOUND);
    Files.createSymbolicLink(data.resolve("link.wav"), folder.resolve("secret.wav"));
    Path manifest =
        Files.writeString(
            data.resolve("train.jsonl"),
            """
            {"audio_filepath": "clips/a.wav", "text": "whole", "duration": 2.0}
            {"audio_filepath": "clips/a.wav", "text": "part", "offset": 0.5, "duration": 1, "speaker": 7, "split": "test"}
            {"audio_filepath": "%s/clips/a.wav", "text": "full path"}
            {"audio_filepath": "../secret.wav", "text": "outside"}
            {"audio_filepath": "/etc/passwd", "text": "outside"}
            {"audio_filepath": "link.wav", "text": "through a link"}
            {"audio_filepath": "clips/b.wav", "text": "missing"}
            {"audio_filepath": "clips/a.wav", "text": "bro
            ["no object"]
            {"text": "no path"}
            {"audio_filepath": "clips/a.wav", "text": "x", "duration": -1}
            {"audio_filepath": "clips/a.wav", "text": ["x"]}
            """
                .formatted(data.toRealPath()));
    try (TrainingCorpus corpus = open(manifest)) {
      assertThat(corpus.utterances())
          .containsExactly(
              new Utterance(
                  "clips/a", "clips/a.wav", 0, Double.NaN, "whole", "", Split.UNSPECIFIED),
              new Utterance("clips/a-0.50", "clips/a.wav", 0.5, 1.5, "part", "7", Split.TEST),
              new Utterance(
                  "clips/a~2", "clips/a.wav", 0, Double.NaN, "full path", "", Split.UNSPECIFIED));
      assertThat(findings(corpus))
          .containsExactly(
              "PATH_OUTSIDE train.jsonl:4",
              "PATH_OUTSIDE train.jsonl:5",
              "MISSING_AUDIO train.jsonl:6",
              "MISSING_AUDIO train.jsonl:7",
              "BAD_JSON train.jsonl:8",
              "BAD_JSON train.jsonl:9",
              "MISSING_FIELD train.jsonl:10",
              "BAD_FIELD train.jsonl:11",
              "BAD_FIELD train.jsonl:12");
      assertThat(corpus.findings()).allSatisfy(f -> assertThat(f.describe()).doesNotContain("Exc"));
    }
  }

  @Test
  void readsLibriSpeechFolders() throws Exception {
    write("84/121123/84-121123-0001.flac", SOUND);
    write("84/121123/84-121123.trans.txt", "84-121123-0001 GO DO YOU HEAR\n84-121123-0002 BUT\n");
    try (TrainingCorpus corpus = open(folder)) {
      assertThat(corpus.utterances())
          .containsExactly(
              new Utterance(
                  "84/121123/84-121123-0001",
                  "84/121123/84-121123-0001.flac",
                  0,
                  Double.NaN,
                  "GO DO YOU HEAR",
                  "84",
                  Split.UNSPECIFIED));
      assertThat(findings(corpus)).containsExactly("MISSING_AUDIO 84/121123/84-121123.trans.txt:2");
    }
  }

  @Test
  void readsKaldiFoldersAndRunsNoCommand() throws Exception {
    write("wav/one.wav", SOUND);
    write("wav.scp", "rec1 wav/one.wav\nrec2 touch /tmp/x |\n");
    write("segments", "utt1 rec1 0.0 0.8\nutt2 rec1 0.8 1.9\nutt3 rec1 2 1\n");
    write("text", "utt1 hello\nutt2 world\nutt3 backwards\nrec2 by command\n");
    write("utt2spk", "utt1 ann\nutt2 bob\n");
    try (TrainingCorpus corpus = open(folder)) {
      assertThat(corpus.utterances())
          .containsExactly(
              new Utterance("utt1", "wav/one.wav", 0, 0.8, "hello", "ann", Split.UNSPECIFIED),
              new Utterance("utt2", "wav/one.wav", 0.8, 1.9, "world", "bob", Split.UNSPECIFIED));
      assertThat(findings(corpus))
          .containsExactly("BAD_FIELD wav.scp:2", "BAD_FIELD segments:3", "MISSING_AUDIO text:4");
    }
  }

  @Test
  void readsAZipWithoutUnpackingIt() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Übung/größe 1.wav", SOUND);
    entries.put("Übung/trans.txt", utf8("\uFEFFgröße 1.wav\tEins.\n"));
    entries.put("__MACOSX/._x.wav", utf8("junk"));
    Path zip = zip("data.zip", entries);
    List<Float> heard = new ArrayList<>();
    Path unpacked;
    try (TrainingCorpus corpus = open(zip);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      assertThat(findings(corpus)).containsExactly("SYSTEM_FILE __MACOSX/:0");
      assertThat(corpus.utterances())
          .extracting(Utterance::audio)
          .containsExactly("Übung/größe 1.wav");
      corpus.readAudio(
          decoder, "Übung/größe 1.wav", (u, audio) -> heard.add((float) audio.durationSeconds()));
      unpacked = corpus.audioFile("Übung/größe 1.wav");
      assertThat(unpacked).exists();
    }
    assertThat(heard).containsExactly(2f);
    assertThat(unpacked).doesNotExist();
  }

  @Test
  void leavesOutEntriesThatWouldDoHarm() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("good.wav", SOUND);
    entries.put("good.txt", utf8("good"));
    entries.put("../../evil.txt", utf8("evil"));
    entries.put("/etc/cron.txt", utf8("evil"));
    entries.put("C:\\evil.txt", utf8("evil"));
    entries.put("..\\evil.txt", utf8("evil"));
    entries.put("bomb.txt", new byte[3 << 20]);
    entries.put("inner.zip", utf8("PK"));
    entries.put("1/2/3/4/5/6/7/8/9/10/11/deep.txt", utf8("deep"));
    try (TrainingCorpus corpus = open(zip("data.zip", entries))) {
      assertThat(corpus.utterances()).extracting(Utterance::text).containsExactly("good");
      assertThat(findings(corpus))
          .containsExactly(
              "SUSPICIOUS_NAME data.zip:0",
              "SUSPICIOUS_NAME data.zip:0",
              "SUSPICIOUS_NAME data.zip:0",
              "SUSPICIOUS_NAME data.zip:0",
              "COMPRESSED_TOO_FAR data.zip:0",
              "TOO_DEEP 1/2/3/4/5/6/7/8/9/10/11/deep.txt:0",
              "NESTED_ARCHIVE inner.zip:0");
    }
  }

  @Test
  void reportsEncryptedAndDuplicateEntries() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.txt", utf8("first"));
    entries.put("b.txt", utf8("second"));
    entries.put("c.txt", utf8("third"));
    byte[] bytes = Files.readAllBytes(zip("x.zip", entries));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // In the central directory: the flags of the first entry, the name of the last.
    int directory = text.indexOf("PK\u0001\u0002");
    bytes[directory + 8] |= 1;
    bytes[text.lastIndexOf("c.txt")] = 'b';
    try (TrainingCorpus corpus = open(write("data.zip", bytes))) {
      assertThat(corpus.texts()).containsExactly("b.txt");
      assertThat(findings(corpus))
          .containsExactly(
              "ENCRYPTED_ENTRY data.zip:0",
              "DUPLICATE_NAME data.zip:0",
              "UNMATCHED_TRANSCRIPT b.txt:0");
    }
  }

  @Test
  void refusesAMillionEntriesAtOnce() throws Exception {
    Path zip = folder.resolve("million.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      writeManyEntries(out, 1_000_000);
    }
    try (TrainingCorpus corpus = open(zip)) {
      assertThat(findings(corpus))
          .containsExactly("TOO_MANY_FILES million.zip:0", "NOTHING_USABLE million.zip:0");
      assertThat(corpus.findings().get(0).describe()).contains("1000000 files, 10000 are allowed");
    }
  }

  @Test
  void refusesArchivesThatAreNoneOrTooLarge() throws Exception {
    byte[] whole = Files.readAllBytes(zip("whole.zip", Map.of("a.txt", utf8("text"))));
    Path cut = write("cut.zip", Arrays.copyOf(whole, whole.length - 30));
    assertThat(errors(cut)).containsExactly("NOT_A_ZIP", "NOTHING_USABLE");
    assertThat(errors(write("text.zip", utf8("hello")))).contains("NOT_A_ZIP");
    assertThat(errors(write("empty.zip", new byte[0]))).contains("NOT_A_ZIP");
    Path zip = zip("big.zip", Map.of("a.txt", utf8("0123456789")));
    try (TrainingCorpus corpus = TrainingCorpus.open(zip, CorpusLimits.DEFAULT.withTotalBytes(9))) {
      assertThat(findings(corpus)).contains("TOO_LARGE big.zip:0");
    }
  }

  @Test
  void reportsDamageInsideOfAnArchive() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.wav", SOUND);
    entries.put("a.txt", utf8("words of the recording"));
    entries.put("b.txt", utf8("other words, quite different ones"));
    byte[] bytes = Files.readAllBytes(zip("x.zip", entries));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("b.txt") + 8] ^= 0x55;
    bytes[text.indexOf("a.wav") + 200] ^= 0x55;
    try (TrainingCorpus corpus = open(write("data.zip", bytes));
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      assertThat(findings(corpus)).contains("UNREADABLE b.txt:0");
      assertThat(corpus.utterances()).hasSize(1);
      assertThatThrownBy(() -> corpus.readAudio(decoder, "a.wav", (u, audio) -> {}))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("a.wav")
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void boundsTheNumberOfFilesInAFolder() throws Exception {
    for (int i = 0; i < 12; i++) {
      write(i + ".txt", "text");
    }
    try (TrainingCorpus corpus =
        TrainingCorpus.open(folder, CorpusLimits.DEFAULT.withEntries(10))) {
      assertThat(corpus.texts()).isEmpty();
      assertThat(corpus.findings().get(0).code()).isEqualTo(FindingCode.TOO_MANY_FILES);
    }
  }

  @Test
  void cutsUtterancesOutOfALongRecordingEvenWhenTheyOverlap() throws Exception {
    float[] ramp = new float[10 * 16_000];
    for (int t = 0; t < ramp.length; t++) {
      ramp[t] = t / 200_000f;
    }
    write("talk.wav", WavWriter.bytes(new Audio(ramp, 16_000)));
    write(
        "talk.srt",
        "1\n00:00:01,000 --> 00:00:03,000\none\n\n2\n00:00:02,000 --> 00:00:04,000\ntwo\n\n"
            + "3\n00:00:09,000 --> 00:00:12,000\nthree\n\n4\n00:00:20,000 --> 00:00:21,000\nfour\n");
    List<String> heard = new ArrayList<>();
    try (TrainingCorpus corpus = open(folder);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      corpus.readAudio(
          decoder,
          "talk.wav",
          (utterance, audio) ->
              heard.add(
                  "%s %.2f s from %.0f"
                      .formatted(
                          utterance.text(),
                          audio.durationSeconds(),
                          Math.rint(audio.samples()[0] * 4_000) * 50)));
    }
    assertThat(heard)
        .containsExactly(
            "one 2.00 s from 16000", "two 2.00 s from 32000", "three 1.00 s from 144000");
  }

  @Test
  void readsTheSharedCorpora() throws Exception {
    try (TrainingCorpus corpus = open(Corpus.require("lj", "train"))) {
      assertThat(corpus.findings()).isEmpty();
      assertThat(corpus.utterances()).hasSize(231);
    }
    for (String language : List.of("en-US-general", "de-DE")) {
      Path zip = Corpus.require("azure-custom-speech", language, "audio-and-trans.zip");
      try (TrainingCorpus corpus = open(zip);
          AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
        assertThat(corpus.findings()).isEmpty();
        assertThat(corpus.utterances())
            .extracting(Utterance::id)
            .containsExactly("audio1", "audio2");
        List<Double> seconds = new ArrayList<>();
        corpus.readAudio(decoder, "audio1.wav", (u, audio) -> seconds.add(audio.durationSeconds()));
        assertThat(seconds).singleElement().satisfies(s -> assertThat(s).isBetween(10.0, 60.0));
      }
    }
    try (TrainingCorpus corpus = open(Corpus.require("lj", "related-text.txt"))) {
      assertThat(corpus.findings()).isEmpty();
      List<String> lines = new ArrayList<>();
      corpus.readText(corpus.texts().get(0), piece -> lines.add(piece.text()));
      assertThat(lines).hasSize(5_411);
    }
  }

  private static TrainingCorpus open(Path source) throws IOException {
    return TrainingCorpus.open(source, CorpusLimits.DEFAULT);
  }

  private static List<String> findings(TrainingCorpus corpus) {
    return corpus.findings().stream().map(f -> f.code() + " " + f.file() + ":" + f.line()).toList();
  }

  private static List<String> errors(Path source) throws IOException {
    try (TrainingCorpus corpus = open(source)) {
      return corpus.findings().stream().map(f -> f.code().name()).toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    return write(name, utf8(text));
  }

  private Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  @Test
  void refusesAnArchiveWhoseEntriesShareTheirBytes() throws Exception {
    byte[] content = new byte[50_000];
    new Random(1).nextBytes(content);
    Path archive = zip("a.zip", Map.of("one.txt", content, "two.txt", new byte[] {1}));
    byte[] bytes = Files.readAllBytes(archive);
    // The directory's entry of the small file gets the size and place of the large one.
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int compressed = 0;
    for (int at = 0; at < bytes.length - 46; at++) {
      if (zip.getInt(at) == 0x02014B50) {
        compressed = Math.max(compressed, zip.getInt(at + 20));
      }
    }
    for (int at = 0; at < bytes.length - 46; at++) {
      if (zip.getInt(at) == 0x02014B50) {
        zip.putInt(at + 20, compressed);
      }
    }
    Files.write(archive, bytes);

    try (TrainingCorpus corpus = open(archive)) {
      assertThat(corpus.findings()).extracting(CorpusFinding::code).contains(FindingCode.NOT_A_ZIP);
    }
  }

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Headers alone, with the end record of zip64: what an attacker would send. */
  private static void writeManyEntries(OutputStream out, int count) throws IOException {
    byte[] local = record(0x04034B50, 30, 1, 26);
    out.write(local);
    out.write('a');
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    CRC32 none = new CRC32();
    for (int i = 0; i < 1_000; i++) {
      block.writeBytes(record(0x02014B50, 46, 8, 28));
      block.writeBytes("%08x".formatted(i + none.getValue()).getBytes(StandardCharsets.US_ASCII));
    }
    for (int i = 0; i < count / 1_000; i++) {
      block.writeTo(out);
    }
    long length = 54L * count;
    ByteBuffer end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06064B50).putLong(44).putInt(0).putInt(0).putInt(0).putLong(count).putLong(count);
    end.putLong(length).putLong(31);
    end.putInt(0x07064B50).putInt(0).putLong(31 + length).putInt(1);
    end.putInt(0x06054B50)
        .putInt(0)
        .putShort((short) -1)
        .putShort((short) -1)
        .putInt(-1)
        .putInt(-1);
    out.write(end.array());
  }

  private static byte[] record(int signature, int length, int nameLength, int at) {
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return record.putInt(signature).putShort(at, (short) nameLength).array();
  }
}
