package io.diction.dataset.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TextEdit;
import io.diction.speech.corpus.Transcripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixTest {
  @TempDir private Path folder;

  /** What the reader finds is what the fix of that rule mends, and then finds no more. */
  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "illegal_character   | a.txt | 'one~two~be\u0007ll~'                      | 'one~two~bell~'",
        "illegal_character   | a.txt | 'it\u0092s~x\uD83F\uDFFEy~'                 | 'its~xy~'",
        "not_webvtt          | a.vtt | '00:01.000 --> 00:02.000~hi~'              | 'WEBVTT~~00:01.000 --> 00:02.000~hi~'",
        "cue_ends_before_start | a.vtt | 'WEBVTT~~00:02.000 --> 00:01.000~hi~'    | 'WEBVTT~~00:01.000 --> 00:02.000~hi~'",
        "bad_cue_times       | a.srt | '1~0:0:1 --> 0:0:2,5~hi~'                  | '1~00:00:01.000 --> 00:00:02.500~hi~'",
        "byte_order_mark     | a.txt | 'one\ufefftwo~'                           | 'onetwo~'",
        "byte_order_mark     | a.tsv | '\ufeffa.wav\tone\ufeff two~'              | 'a.wav\tone two~'",
        "byte_order_mark     | a.csv | 'a.wav,one~\ufeffb.wav,two~'               | 'a.wav,one~b.wav,two~'",
        "bidi_control        | a.txt | 'take \u202e05\u202c mg~'                | 'take 05 mg~'",
        "invisible_character | a.tsv | 'a.wav\tdia\u200bbetes~'                  | 'a.wav\tdiabetes~'",
        "emoji               | a.txt | 'fine \uD83D\uDE00 thanks~'              | 'fine thanks~'",
        "emoji               | a.vtt | 'WEBVTT~~00:01.000 --> 00:02.000~hi \u2764\ufe0f~' | 'WEBVTT~~00:01.000 --> 00:02.000~hi~'",
        "mixed_scripts       | a.txt | 'the d\u043eset~'                        | 'the doset~'",
        "repeated_marks      | a.txt | 'no!!!!! wait......~'                    | 'no! wait...~'",
        "stutter             | a.txt | 'w-w-what if I-I-I''m late~'              | 'what if I''m late~'",
        "cue_without_times   | a.vtt | 'WEBVTT~~1~lost~words~~00:01.000 --> 00:02.000~hi~' | 'WEBVTT~~~00:01.000 --> 00:02.000~hi~'",
        "bad_structure       | a.md  | '@ list food =~- pizza~-~'               | '@ list food =~- pizza~'",
        "empty_cue           | a.srt | '1~00:00:01,000 --> 00:00:02,000~~2~00:00:03,000 --> 00:00:04,000~hi~' | '~2~00:00:03,000 --> 00:00:04,000~hi~'",
      })
  void mendsWhatIsFound(String rule, String name, String before, String after) throws IOException {
    Path file = write(name, before.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
    Set<Integer> lines = found(file, name, rule);
    assertThat(lines).isNotEmpty();

    byte[] mended = edit(file, name, Fix.of(rule, name).orElseThrow().edit(name, lines));

    assertThat(new String(mended, StandardCharsets.UTF_8)).isEqualTo(after.replace('~', '\n'));
    assertThat(found(write(name, mended), name, rule)).isEmpty();
  }

  @Test
  void writesALineOfAnotherEncodingInUtf8AndLeavesTheOthersByteForByte() throws IOException {
    Path file = write("a.txt", new byte[] {'o', 'k', '\r', '\n', 'x', (byte) 0xE9, '\r', 'z'});

    byte[] mended = edit(file, "a.txt", Fix.TO_UTF8.edit("a.txt", Set.of(2)));

    assertThat(new String(mended, StandardCharsets.UTF_8)).isEqualTo("ok\r\nxé\rz");
  }

  @Test
  void savesAWholeTextInUtf8() throws IOException {
    Path file = write("a.txt", "café crème für Zoë\n".getBytes(Charset.forName("windows-1252")));
    assertThat(found(file, "a.txt", "encoding_guessed")).containsExactly(0);

    byte[] mended = edit(file, "a.txt", Fix.TO_UTF8.edit("a.txt", Set.of(0)));

    assertThat(new String(mended, StandardCharsets.UTF_8)).isEqualTo("café crème für Zoë\n");
  }

  @Test
  void splitsALineWhereSentencesEnd() throws IOException {
    String line = "The patient slept well. ".repeat(5_000).strip();
    Path file = write("a.txt", line.getBytes(StandardCharsets.UTF_8));
    assertThat(found(file, "a.txt", "line_too_long")).containsExactly(1);

    String mended =
        new String(edit(file, "a.txt", Fix.SPLIT.edit("a.txt", Set.of(1))), StandardCharsets.UTF_8);

    assertThat(mended.lines()).allMatch(part -> part.length() <= 1_000 && part.endsWith("."));
    assertThat(mended.replace('\n', ' ')).isEqualTo(line);
  }

  @Test
  void mendsWordsAndLeavesTheNamesBesideThem() {
    TextEdit.Edit table = Fix.FEWER_MARKS.edit("list.tsv", Set.of(1));
    TextEdit.Edit manifest = Fix.FEWER_MARKS.edit("list.jsonl", Set.of(1));

    assertThat(table.line(1, "call-----1.wav\tyes!!!!")).containsExactly("call-----1.wav\tyes!");
    assertThat(manifest.line(1, "{\"audio_filepath\":\"a----b.wav\",\"text\":\"yes!!!!\"}"))
        .containsExactly("{\"audio_filepath\":\"a----b.wav\",\"text\":\"yes!\"}");
    for (String row :
        List.of(
            "a.wav||||Hello!!!!",
            "rec----1.wav;Hello!!!!",
            "1,rec----1.wav,Hello!!!!",
            "ann\trec----1.wav\tHello!!!!",
            "Hello!!!!\trec----1.wav")) {
      assertThat(Fix.FEWER_MARKS.edit("list.txt", Set.of(1)).line(1, row)).as(row).isNull();
    }
    assertThat(Fix.FEWER_MARKS.edit("talk.txt", Set.of(1)).line(1, "Well, yes!!!!; no"))
        .containsExactly("Well, yes!; no");
    assertThat(Fix.of("repeated_marks", "list.csv")).as("cells are not told apart").isEmpty();
  }

  @Test
  void takesOutTheSecondOfTwoFieldsOnlyWhereBothSayTheSame() {
    assertThat(Fix.ONE_FIELD.apply("{\"text\":\"a\",\"offset\":1,\"text\":\"a\"}"))
        .containsExactly("{\"text\":\"a\",\"offset\":1}");
    assertThat(Fix.ONE_FIELD.apply("{\"text\":\"a\",\"text\":\"b\"}")).isNull();
    assertThat(Fix.ONE_FIELD.apply("{\"text\":\"a\"}")).isNull();
    assertThat(Fix.ONE_FIELD.apply("{\"a\":1,\"a\":1}{\"b\":2}")).as("two objects").isNull();
    assertThat(Fix.ONE_FIELD.apply("no object")).isNull();
  }

  @Test
  void splitsNoRowsAndNoObjects() {
    assertThat(Fix.of("line_too_long", "talk.txt")).contains(Fix.SPLIT);
    assertThat(Fix.of("line_too_long", "list.jsonl")).isEmpty();
    assertThat(Fix.of("line_too_long", "list.tsv")).isEmpty();
    assertThat(Fix.SPLIT.apply("call.wav\t" + "word ".repeat(1_000))).isNull();
  }

  @Test
  void givesUpOnHostileTimesAtOnce() {
    String blanks = " ".repeat(49_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> assertThat(Fix.WRITE_TIMES.apply("00:01" + blanks + "-->" + blanks + "x")).isNull());
    assertThat(Fix.WRITE_TIMES.apply("0:01  - 0:02"))
        .containsExactly("00:00:01.000 --> 00:00:02.000");
    assertThat(Fix.WRITE_TIMES.apply("0:01 0:02")).containsExactly("00:00:01.000 --> 00:00:02.000");
  }

  @Test
  void putsTheTabThatATableNeeds() {
    assertThat(Fix.PUT_TAB.apply("call 1.wav hello")).isNull();
    assertThat(Fix.PUT_TAB.apply("call.wav  good morning"))
        .containsExactly("call.wav\tgood morning");
  }

  @Test
  void passesOnALineOfMoreThanAMegabyteAndRefusesWhatIsNoText() throws IOException {
    byte[] long1 =
        ("a".repeat(TextEdit.LONGEST_BYTES + 5) + "\nb\n").getBytes(StandardCharsets.UTF_8);
    Path file = write("long.txt", long1);

    assertThat(edit(file, "long.txt", (number, text) -> List.of("x")))
        .isEqualTo(
            ("a".repeat(TextEdit.LONGEST_BYTES + 5) + "\nx\n").getBytes(StandardCharsets.UTF_8));
    assertThat(TextEdit.read(file, "long.txt", 1, 2, folder))
        .extracting(TextEdit.Line::number)
        .containsExactly(2);

    Path binary = write("b.txt", new byte[] {'M', 'Z', 0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 7, 8, 0, 0});
    assertThatThrownBy(() -> TextEdit.read(binary, "b.txt", 1, 1, folder))
        .isInstanceOf(FormatException.class);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private byte[] edit(Path file, String name, TextEdit.Edit edit) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    assertThat(TextEdit.write(file, name, to, edit, folder)).isPositive();
    return to.toByteArray();
  }

  private static Set<Integer> found(Path file, String name, String rule) throws IOException {
    return Transcripts.read(file, name, CorpusLimits.DEFAULT, piece -> {}).stream()
        .filter(finding -> finding.code().name().toLowerCase(Locale.ROOT).equals(rule))
        .map(CorpusFinding::line)
        .collect(Collectors.toSet());
  }
}
