package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptsTest {
  private static final String GERMAN = "Die Brücke über den Fluß\nist für größere Züge gesperrt.\n";
  @TempDir Path folder;
  private final List<TimedText> pieces = new ArrayList<>();

  private List<String> read(String name, byte[] content) throws IOException {
    pieces.clear();
    Path file = Files.write(folder.resolve("upload"), content);
    return Transcripts.read(file, name, CorpusLimits.DEFAULT, pieces::add).stream()
        .map(f -> f.code() + " " + f.line() + ":" + f.column())
        .toList();
  }

  private List<String> read(String name, String content) throws IOException {
    return read(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> texts() {
    return pieces.stream().map(TimedText::text).toList();
  }

  @Test
  @Timeout(20)
  void readsATextMadeToTakeForeverInNoTime() throws Exception {
    String start = "1\n00:00:01,000 --> 00:00:02,000\n";
    for (String piece : new String[] {"{\\", "<v.", "<a", "'"}) {
      String line = piece.repeat(25_000) + "\n";
      List<String> found = read("a.srt", start + line.repeat(100));
      assertThat(found).anyMatch(finding -> finding.startsWith("LINE_TOO_LONG"));
    }
  }

  @Test
  @Timeout(20)
  void leavesOutAnyNumberOfMarksInNoTime() throws Exception {
    String line = "\uFEFF".repeat(99_000) + "good morning\n";
    read("a.txt", line.repeat(100));
    assertThat(texts()).hasSize(100).containsOnly("good morning");
  }

  @Test
  void readsALineAnUtterance() throws Exception {
    assertThat(read("a.txt", "one two\r\n\r\n  three  \rfour")).isEmpty();
    assertThat(texts()).containsExactly("one two", "three", "four");
    assertThat(pieces).extracting(TimedText::line).containsExactly(1, 3, 4);
    assertThat(pieces.get(0).hasTimes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, false, ''",
    "UTF-8, true, ''",
    "UTF-16LE, true, ''",
    "UTF-16BE, true, ''",
    "UTF-16LE, false, ENCODING_GUESSED 0:0",
    "UTF-16BE, false, ENCODING_GUESSED 0:0",
    "ISO-8859-1, false, ENCODING_GUESSED 0:0",
    "windows-1252, false, ENCODING_GUESSED 0:0"
  })
  void tellsEncodingsApart(String charset, boolean marked, String finding) throws Exception {
    String text = (marked ? "\uFEFF" : "") + GERMAN;
    assertThat(String.join(",", read("a.txt", text.getBytes(Charset.forName(charset)))))
        .isEqualTo(finding);
    assertThat(texts())
        .containsExactly("Die Brücke über den Fluß", "ist für größere Züge gesperrt.");
  }

  @Test
  void refusesByLineWhatNoEncodingExplains() throws Exception {
    byte[] mixed = "gut\nBrücke\nZüge X\nzurück ä ö ü\n".getBytes(StandardCharsets.UTF_8);
    mixed[new String(mixed, StandardCharsets.ISO_8859_1).indexOf('X')] = (byte) 0xE9;
    assertThat(read("a.txt", mixed)).containsExactly("INVALID_ENCODING 3:6");
    assertThat(texts()).containsExactly("gut", "Brücke", "zurück ä ö ü");
  }

  @Test
  void doesNotTakeRussianOrChineseForLatin() throws Exception {
    byte[] russian = "Сегодня хорошая погода\n".getBytes(Charset.forName("windows-1251"));
    assertThat(read("a.txt", russian)).containsExactly("INVALID_ENCODING 1:1");
    byte[] chinese = "今天天气很好\n".getBytes(Charset.forName("GBK"));
    assertThat(read("a.txt", chinese)).containsExactly("INVALID_ENCODING 1:1");
    assertThat(pieces).isEmpty();
  }

  @Test
  void reportsIllegalCharactersByLineAndColumn() throws Exception {
    assertThat(read("a.txt", "good\nba\u0007d\ngo\uFEFFod\n\uD83D\uDE00x\u0000\nend\u001A"))
        .containsExactly("ILLEGAL_CHARACTER 2:3", "BYTE_ORDER_MARK 3:3", "ILLEGAL_CHARACTER 4:3");
    assertThat(texts()).containsExactly("good", "good", "end");
  }

  @Test
  void refusesWhatIsNoText() throws Exception {
    assertThat(read("a.txt", new byte[0])).containsExactly("EMPTY_FILE 0:0");
    assertThat(read("a.txt", " \n\n")).containsExactly("EMPTY_FILE 0:0");
    assertThat(read("a.txt", "RIFF\0\0\1\2WAVEfmt \20\0\0\0".repeat(9)))
        .containsExactly("HOLDS_OTHER 0:0");
    assertThat(read("a.txt", "MZ\0\0\1\2\3\0\0\4".repeat(9))).containsExactly("BINARY_CONTENT 0:0");
    assertThat(read("a.txt", "a\0b")).containsExactly("ILLEGAL_CHARACTER 1:2");
    assertThat(read("a.txt", "x".getBytes(Charset.forName("UTF-32LE")))).hasSize(1);
    assertThat(pieces).isEmpty();
  }

  @Test
  void boundsTheLengthOfLinesAndTheNumberOfFindings() throws Exception {
    assertThat(read("a.txt", "x".repeat(100_001) + "\nok\n")).containsExactly("LINE_TOO_LONG 1:0");
    assertThat(texts()).containsExactly("ok");
    assertThat(read("a.txt", "\u0007 noise and more of it\n".repeat(500)))
        .hasSize(101)
        .last()
        .isEqualTo("MORE_FINDINGS 0:0");
  }

  @Test
  void refusesATextThatIsTooLarge() throws Exception {
    Path file = Files.writeString(folder.resolve("big.txt"), "word ".repeat(100));
    List<CorpusFinding> findings =
        Transcripts.read(file, "big.txt", CorpusLimits.DEFAULT.withTextBytes(99), pieces::add);
    assertThat(findings.get(0).describe())
        .isEqualTo("big.txt: the file has 500 bytes, 99 are allowed");
  }

  @Test
  void readsWebVttCues() throws Exception {
    assertThat(
            read(
                "a.vtt",
                """
                WEBVTT - interview

                STYLE
                ::cue { color: red }

                NOTE two lines
                of a note

                intro
                00:01.000 --> 00:02.500 align:start
                <v Ann Lee>Good <i>morning</i>,
                everyone &amp; all.</v>

                01:00:03.250 --> 01:00:04.000
                <c.loud>Hello</c> <00:00:03.500>there
                """))
        .isEmpty();
    assertThat(pieces)
        .containsExactly(
            new TimedText(10, 1, 2.5, "Ann Lee", "Good morning, everyone & all."),
            new TimedText(14, 3603.25, 3604, "", "Hello there"));
  }

  @Test
  void readsSubRipCues() throws Exception {
    assertThat(
            read(
                "a.srt",
                "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}First <b>line</b>\r\nsecond\r\n\r\n2\r\n"
                    + "0:00:02.5 --> 0:00:03.75\r\nThird\r\n"))
        .isEmpty();
    assertThat(pieces)
        .containsExactly(
            new TimedText(2, 1, 2, "", "First line second"),
            new TimedText(7, 2.5, 3.75, "", "Third"));
  }

  @Test
  void reportsCuesThatAreWrongAndReadsTheOthers() throws Exception {
    assertThat(
            read(
                "a.vtt",
                """
                WEBVTT

                00:00:01.000 --> 00:00:03.000
                one

                00:00:02.000 --> 00:00:04.000
                two overlaps

                00:00:09.000 --> 00:00:08.000
                backwards

                00:00:10.000 --> 00:00:11.000

                00:99:10.000 --> 00:99:12.000
                ninety-nine minutes

                just text

                00:00:20.000 --> 00:00:21.000
                last
                """))
        .containsExactly(
            "CUES_OVERLAP 6:0",
            "CUE_ENDS_BEFORE_START 9:0",
            "EMPTY_CUE 12:0",
            "BAD_CUE_TIMES 14:0",
            "CUE_WITHOUT_TIMES 17:0");
    assertThat(texts()).containsExactly("one", "two overlaps", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello there\n", "00:01.000 --> 00:02.000\nhi\n", "WEBVTTX\n"})
  void refusesAVttThatIsNone(String content) throws Exception {
    assertThat(read("a.vtt", content)).containsExactly("NOT_WEBVTT 1:0");
    assertThat(pieces).isEmpty();
  }

  @Test
  void refusesAnSrtThatIsNone() throws Exception {
    assertThat(read("a.srt", "Dear all,\nplease find attached\n\nBest\n"))
        .containsExactly("NOT_SUBRIP 1:0");
    assertThat(read("a.vtt", "WEBVTT\n\nNOTE nothing\n")).containsExactly("NO_CUES 0:0");
  }

  @Test
  void describesAFindingWithItsPlaceAndWithoutControlCharacters() {
    CorpusFinding finding =
        CorpusFinding.of(FindingCode.MISSING_AUDIO, "trans.txt", 7, 0, "a\u001B[31m.wav\u202E");
    assertThat(finding.describe())
        .isEqualTo("trans.txt, line 7: the recording a\uFFFD[31m.wav\uFFFD is not there");
  }
}
