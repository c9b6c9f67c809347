package io.diction.speech.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Hypothesis;
import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TranscriptFormatTest {
  private static final Transcript HELLO =
      transcript(
          new WordTiming("hello", 0.5, 0.9, 0.875), new WordTiming("r&d", 3661.25, 3661.5, 1));

  @Test
  void writesPlainText() {
    assertThat(TranscriptFormat.TXT.write(HELLO)).isEqualTo("hello r&d\n");
  }

  @Test
  void writesIdentifierAndTextOnOneLine() {
    Transcript odd = new Transcript("a\tb\nc", "m", "00", 1, HELLO.hypothesis());

    assertThat(TranscriptFormat.TSV.write(odd)).isEqualTo("a b c\thello r&d\n");
  }

  @Test
  void writesJsonWithTheModelThatWasUsed() {
    assertThat(TranscriptFormat.JSON.write(HELLO))
        .isEqualTo(
            """
            {"id":"talk","model":"en-us","modelSha256":"c0ffee","durationSeconds":3662.0,\
            "text":"hello r&d","words":[\
            {"word":"hello","start":0.5,"end":0.9,"confidence":0.875},\
            {"word":"r&d","start":3661.25,"end":3661.5,"confidence":1.0}]}
            """);
  }

  @Test
  void writesWebVtt() {
    assertThat(TranscriptFormat.VTT.write(HELLO))
        .isEqualTo(
            """
            WEBVTT

            NOTE model en-us, sha256 c0ffee

            00:00:00.500 --> 00:00:01.500
            hello

            01:01:01.250 --> 01:01:02.250
            r&amp;d
            """);
  }

  @Test
  void writesSubRip() {
    assertThat(TranscriptFormat.SRT.write(HELLO))
        .isEqualTo(
            """
            1
            00:00:00,500 --> 00:00:01,500
            hello

            2
            01:01:01,250 --> 01:01:02,250
            r&d
            """);
  }

  @Test
  void writesTimeMarkedWords() {
    assertThat(TranscriptFormat.CTM.write(HELLO))
        .isEqualTo(
            """
            ;; model en-us, sha256 c0ffee
            talk 1 0.50 0.40 hello 0.875
            talk 1 3661.25 0.25 r&d 1.000
            """);
  }

  @ParameterizedTest
  @EnumSource
  void writesARecordingWithoutWords(TranscriptFormat format) {
    assertThat(format.write(transcript())).doesNotContain("-->").doesNotContain("null");
  }

  @Test
  void tellsWhatAnAlignmentFoundNoPlaceFor() {
    Transcript aligned =
        HELLO.withUnplaced(
            new Transcript.Unplaced(
                List.of(new Transcript.Unplaced.Text(3, "john --> smith")),
                List.of(new Transcript.Unplaced.Stretch(10, 12.5))));

    JsonNode unplaced =
        JsonMapper.shared().readTree(TranscriptFormat.JSON.write(aligned)).get("unplaced");
    assertThat(unplaced.get("text").get(0).get("line").asInt()).isEqualTo(3);
    assertThat(unplaced.get("text").get(0).get("words").asString()).isEqualTo("john --> smith");
    assertThat(unplaced.get("audio").get(0).get("end").asDouble()).isEqualTo(12.5);
    assertThat(TranscriptFormat.VTT.write(aligned))
        .contains("\nNOTE line 3 not placed: john --&gt; smith\n")
        .contains("\nNOTE 10.00 s to 12.50 s not in the text\n");
    assertThat(TranscriptFormat.CTM.write(aligned)).contains("\n;; line 3 not placed");
    assertThat(TranscriptFormat.TEXTGRID.write(aligned))
        .contains("size = 2", "name = \"unplaced\"", "text = \"not in the text\"");
    assertThat(TranscriptFormat.JSON.write(HELLO)).doesNotContain("unplaced");
  }

  @Test
  void keepsColumnsWhateverAWordHolds() {
    Transcript odd =
        transcript(new WordTiming("of\tit all", 0, 1, 1), new WordTiming("", 1, 1.5, 1));

    assertThat(TranscriptFormat.CTM.write(odd).lines().filter(line -> !line.startsWith(";;")))
        .hasSize(2)
        .allMatch(line -> line.split(" ").length == 6);
  }

  @Test
  void findsFormatsByExtensionInAnyCase() {
    assertThat(TranscriptFormat.find("VTT")).contains(TranscriptFormat.VTT);
    assertThat(TranscriptFormat.find("docx")).isEmpty();
  }

  @Test
  void keepsCuesWithinTwoLinesAndSevenSeconds() {
    List<WordTiming> words = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      words.add(new WordTiming("word" + "s".repeat(i % 9), i * 0.4, i * 0.4 + 0.35, 1));
    }
    List<Cue> cues = Cue.cut(words);

    assertThat(cues)
        .allSatisfy(
            cue -> {
              assertThat(cue.lines()).hasSizeBetween(1, 2);
              assertThat(cue.lines()).allMatch(line -> line.length() <= Cue.LINE_LENGTH);
              assertThat(cue.endSeconds() - cue.startSeconds()).isLessThanOrEqualTo(7);
            });
    assertThat(cues.stream().flatMap(cue -> cue.lines().stream()).toList())
        .containsSequence(cues.get(0).lines());
    String all = String.join(" ", cues.stream().flatMap(cue -> cue.lines().stream()).toList());
    assertThat(all.split(" ")).hasSize(200);
  }

  @Test
  void cutsCuesAtPauses() {
    List<WordTiming> words = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double start = i * 0.3 + (i >= 8 ? 0.5 : 0);
      words.add(new WordTiming("abcdefgh", start, start + 0.3, 1));
    }
    assertThat(Cue.cut(words).get(0).endSeconds()).isEqualTo(words.get(7).endSeconds());
  }

  @Test
  void showsAWordLongerThanALine() {
    String word = "a".repeat(100);

    assertThat(Cue.cut(List.of(new WordTiming(word, 0, 9, 1))).get(0).lines())
        .containsExactly(word);
  }

  private static Transcript transcript(WordTiming... words) {
    return new Transcript("talk", "en-us", "c0ffee", 3662, new Hypothesis(List.of(words), -1));
  }
}
