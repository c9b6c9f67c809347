package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what their endings say, and what other tools write. */
class OtherFormatsTest {
  private static final byte[] SOUND =
      WavWriter.bytes(SpeechFixtures.tone(300, 0.3, 2, Audio.RECOGNITION_RATE_HZ));
  private static final String ELAN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" VERSION="3.0">
        <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
          <MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/Users/kim/visit%20one.wav"
              RELATIVE_MEDIA_URL="./talk one.wav" MIME_TYPE="audio/x-wav"/>
        </HEADER>
        <TIME_ORDER>
          <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="100"/>
          <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="900"/>
          <TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="1000"/>
          <TIME_SLOT TIME_SLOT_ID="ts4"/>
          <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="1500"/>
        </TIME_ORDER>
        <TIER TIER_ID="second" PARTICIPANT="Kim">
          <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts3"
              TIME_SLOT_REF2="ts5"><ANNOTATION_VALUE>a &lt;b&gt;
              c</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
          <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts4"
              TIME_SLOT_REF2="ts5"><ANNOTATION_VALUE>no time</ANNOTATION_VALUE>
          </ALIGNABLE_ANNOTATION></ANNOTATION>
        </TIER>
        <TIER TIER_ID="first">
          <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1"
              TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>good morning</ANNOTATION_VALUE>
          </ALIGNABLE_ANNOTATION></ANNOTATION>
        </TIER>
        <TIER TIER_ID="gloss" PARENT_REF="first">
          <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a1">
            <ANNOTATION_VALUE>guten Morgen</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
        </TIER>
      </ANNOTATION_DOCUMENT>
      """;

  @TempDir Path folder;

  static Stream<Arguments> pairs() {
    byte[] mp3 = new byte[64];
    System.arraycopy(new byte[] {-1, (byte) 0xFB, (byte) 0x90, 0x64}, 0, mp3, 0, 4);
    byte[] ole = {-48, -49, 17, -32, -95, -79, 26, -31, 0, 0, 0, 0};
    byte[] pdf = latin("%PDF-1.7\n1 0 obj\n");
    byte[] word = office("word/document.xml");
    byte[] excel = office("xl/workbook.xml");
    byte[] odt = stored("mimetype", latin("application/vnd.oasis.opendocument.text"));
    byte[] zip = stored("a.txt", latin("words"));
    byte[] html = latin("<!DOCTYPE html>\n<html><body>words</body></html>\n");
    byte[] xhtml = latin("<?xml version=\"1.0\"?>\n<html xmlns=\"a\">words</html>\n");
    byte[] vtt = latin("WEBVTT\n\n00:01.000 --> 00:02.000\nwords\n");
    byte[] srt = latin("1\n00:00:01,000 --> 00:00:02,000\nwords\n");
    return Stream.of(
        Arguments.of("a.txt", latin("words\n"), "words", ""),
        Arguments.of("a.txt", vtt, "words", "READ_AS_SUBTITLES .vtt"),
        Arguments.of("a.txt", srt, "words", "READ_AS_SUBTITLES .srt"),
        Arguments.of("a.txt", latin(ELAN), "good morning|a <b> c", ""),
        Arguments.of("a.eaf", latin(ELAN), "good morning|a <b> c", ""),
        Arguments.of("a.txt", word, "", "DOCUMENT_CONTENT Word"),
        Arguments.of("a.docx", word, "", "DOCUMENT_CONTENT Word"),
        Arguments.of("a.vtt", word, "", "DOCUMENT_CONTENT Word"),
        Arguments.of("a.csv", excel, "", "DOCUMENT_CONTENT Excel"),
        Arguments.of("a.xlsx", excel, "", "DOCUMENT_CONTENT Excel"),
        Arguments.of("a.odt", odt, "", "DOCUMENT_CONTENT OpenDocument"),
        Arguments.of("a.txt", odt, "", "DOCUMENT_CONTENT OpenDocument"),
        Arguments.of("a.doc", ole, "", "DOCUMENT_CONTENT Microsoft Office"),
        Arguments.of("a.txt", ole, "", "DOCUMENT_CONTENT Microsoft Office"),
        Arguments.of("a.pdf", pdf, "", "DOCUMENT_CONTENT PDF"),
        Arguments.of("a.txt", pdf, "", "DOCUMENT_CONTENT PDF"),
        Arguments.of("a.txt", html, "", "MARKUP_CONTENT HTML"),
        Arguments.of("a.txt", xhtml, "", "MARKUP_CONTENT HTML"),
        Arguments.of("a.html", html, "", "MARKUP_CONTENT HTML"),
        Arguments.of("a.txt", latin("<?xml version=\"1.0\"?><a/>"), "", "MARKUP_CONTENT XML"),
        Arguments.of("a.txt", latin("{\"a\": \"words\"}\n"), "", "MARKUP_CONTENT JSON"),
        Arguments.of("a.txt", latin("{\\rtf1 words}"), "", "MARKUP_CONTENT RTF"),
        Arguments.of("a.txt", zip, "", "HOLDS_OTHER ZIP"),
        Arguments.of("a.txt", SOUND, "", "HOLDS_OTHER WAV"),
        Arguments.of("a.srt", SOUND, "", "HOLDS_OTHER WAV"),
        Arguments.of("a.txt", mp3, "", "HOLDS_OTHER MP3"),
        Arguments.of(
            "a.txt", latin("ID3 tags are in many files\n"), "ID3 tags are in many files", ""),
        Arguments.of("a.txt", latin("riff raff of the city\n"), "riff raff of the city", ""),
        Arguments.of("a.vtt", srt, "words", "OTHER_SUBTITLES .vtt SubRip"),
        Arguments.of("a.srt", vtt, "words", "OTHER_SUBTITLES .srt WebVTT"),
        Arguments.of("a.eaf", latin("no xml"), "", "BAD_XML"),
        Arguments.of("a.txt", new byte[] {'M', 'Z', 0, 1, 0, 0, 3, 0, 0}, "", "BINARY_CONTENT"));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("pairs")
  void looksIntoATextWhateverItIsCalled(String name, byte[] bytes, String texts, String finding)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    List<String> pieces = new ArrayList<>();

    List<CorpusFinding> found =
        Transcripts.read(file, name, CorpusLimits.DEFAULT, piece -> pieces.add(piece.text()));

    assertThat(String.join("|", pieces)).isEqualTo(texts);
    if (finding.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.code() + " " + String.join(" ", one.arguments()))
                      .startsWith(finding.replaceAll(" \\d$", "")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.docx", "a.xlsx", "a.bin"})
  void doesNotTakeADocumentForAnArchive(String name) {
    assertThat(FileKind.detect(name, office("word/document.xml"))).isNotEqualTo(FileKind.ARCHIVE);
    assertThat(FileKind.detect("a.bin", stored("a.txt", latin("words"))))
        .isEqualTo(FileKind.ARCHIVE);
  }

  @Test
  void tellsARecordingOfAnotherFormatThanItsEnding() {
    byte[] mp3 = {-1, (byte) 0xFB, (byte) 0x90, 0x64, 0, 0, 0, 0};

    assertThat(AudioName.otherThan("a.wav", mp3)).contains("MP3");
    assertThat(AudioName.otherThan("a.mp3", SOUND)).contains("WAV");
    assertThat(AudioName.otherThan("a.flac", latin("OggS0000"))).contains("Ogg");
    assertThat(AudioName.otherThan("a.wav", SOUND)).isEmpty();
    assertThat(AudioName.otherThan("a.mp3", mp3)).isEmpty();
    assertThat(AudioName.otherThan("recording", SOUND)).isEmpty();
    assertThat(AudioName.otherThan("a.wav", latin("no audio at all"))).isEmpty();
  }

  @Test
  void pairsATranscriptOfElanWithTheRecordingThatItNames() throws IOException {
    write("calls/talk one.wav", SOUND);
    write("calls/notes.eaf", ELAN.getBytes(StandardCharsets.UTF_8));

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.findings()).isEmpty();
      assertThat(corpus.utterances())
          .containsExactly(
              new Utterance(
                  "calls/talk one-0001",
                  "calls/talk one.wav",
                  0.1,
                  0.9,
                  "good morning",
                  "first",
                  Split.UNSPECIFIED),
              new Utterance(
                  "calls/talk one-0002",
                  "calls/talk one.wav",
                  1,
                  1.5,
                  "a <b> c",
                  "Kim",
                  Split.UNSPECIFIED));
    }
  }

  @Test
  void refusesEntitiesOfAFilesOwn() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "secret words");
    String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
    }
    laughs.append("]>");
    for (String type : List.of(external, laughs.toString())) {
      String entity = type.equals(external) ? "&x;" : "&a29;";
      String text = ELAN.replace("?>\n", "?>\n" + type + "\n").replace("good morning", entity);
      Path file = folder.resolve("a.eaf");
      Files.writeString(file, text);
      List<TimedText> pieces = new ArrayList<>();

      List<CorpusFinding> found =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> Transcripts.read(file, "a.eaf", CorpusLimits.DEFAULT, pieces::add));

      assertThat(found).extracting(CorpusFinding::code).containsExactly(FindingCode.BAD_XML);
      assertThat(pieces).isEmpty();
    }
  }

  @Test
  void refusesWhatIsDeeperOrLargerThanAnyTranscript() throws IOException {
    Path file = folder.resolve("a.eaf");
    String deep = "<a>".repeat(1_000) + "</a>".repeat(1_000);
    for (String text :
        List.of(deep, ELAN.replace("good morning", deep), deep.replace("a", "ANNOTATION_VALUE"))) {
      Files.writeString(file, text);
      assertThat(Transcripts.read(file, "a.eaf", CorpusLimits.DEFAULT, piece -> {}))
          .extracting(CorpusFinding::code)
          .containsExactly(FindingCode.BAD_XML);
    }
    Files.writeString(file, "<a b='" + "x".repeat(33 << 20) + "'/>");
    assertThat(Transcripts.read(file, "a.eaf", CorpusLimits.DEFAULT, piece -> {}))
        .extracting(CorpusFinding::code)
        .containsExactly(FindingCode.TOO_LARGE);
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of(
            "list.csv", "File,Text,Speaker\na.wav,\"one, \"\"two\"\"\",ann\nb.wav,three,\n"),
        Arguments.of("list.csv", "a.wav,\"one, \"\"two\"\"\"\nb.wav,three\n"),
        Arguments.of("list.txt", "filename;transcript\na.wav;one, \"two\"\nb.wav;three\n"),
        Arguments.of(
            "train.tsv",
            "client_id\tpath\tsentence\nann\ta.wav\tone, \"two\"\nann\tb.wav\tthree\n"),
        Arguments.of("metadata.csv", "a|one, \"two\"|one two\nb|three|three\n"),
        Arguments.of("trans.txt", "file\ttext\na.wav\tone, \"two\"\nb.wav\tthree\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void readsTablesOfSpreadsheetsAndPublishedData(String name, String text) throws IOException {
    String to = name.equals("metadata.csv") ? "wavs/" : "";
    write(to + "a.wav", SOUND);
    write(to + "b.wav", SOUND);
    write(name, text.getBytes(StandardCharsets.UTF_8));

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.findings()).isEmpty();
      assertThat(corpus.utterances())
          .extracting(Utterance::text)
          .map(words -> words.replace("\"", ""))
          .containsExactly("one, two", "three");
    }
  }

  @Test
  void findsRecordingsOfAnotherComputerByTheirNamesAndSaysSoOnce() throws IOException {
    write("wav/a.wav", SOUND);
    write("wav/b.wav", SOUND);
    write("one/c.wav", SOUND);
    write("two/c.wav", SOUND);
    write(
        "list.jsonl",
        latin(
            """
            {"audio_filepath": "/home/kim/data/a.wav", "text": "one"}
            {"audio_filepath": "C:\\\\data\\\\b.wav", "text": "two"}
            {"audio_filepath": "/home/kim/data/c.wav", "text": "three"}
            {"audio_filepath": "../../b.wav", "text": "four"}
            """));

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.utterances())
          .extracting(Utterance::audio)
          .containsExactly("wav/a.wav", "wav/b.wav");
      assertThat(corpus.findings())
          .extracting(one -> one.code() + " " + one.line() + " " + one.arguments())
          .contains(
              "PATH_OUTSIDE 3 [/home/kim/data/c.wav]",
              "PATH_OUTSIDE 4 [../../b.wav]",
              "FOUND_BY_NAME 0 [2, 4]");
    }
  }

  @Test
  void doesNotWonderAtTheOtherFilesOfKaldi() throws IOException {
    write("data/a.wav", SOUND);
    write("data/wav.scp", latin("a /mnt/corpus/a.wav\n"));
    write("data/text", latin("a good morning\n"));
    for (String file : List.of("spk2gender", "spk2utt", "utt2dur", "reco2dur", "frame_shift")) {
      write("data/" + file, latin("a 1\n"));
    }

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.utterances()).extracting(Utterance::text).containsExactly("good morning");
      assertThat(corpus.findings())
          .extracting(CorpusFinding::code)
          .containsExactly(FindingCode.FOUND_BY_NAME);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] office(String main) {
    return zip("[Content_Types].xml", new byte[] {'<'}, main, new byte[] {'<'});
  }

  private static byte[] stored(String name, byte[] bytes) {
    return zip(name, bytes, "second", bytes);
  }

  private static byte[] zip(String one, byte[] first, String two, byte[] second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      add(zip, one, first);
      add(zip, two, second);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
