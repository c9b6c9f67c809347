package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.WordTiming;
import io.diction.transcription.correction.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTranscriptTest {
  @Test
  void beginsAParagraphAfterASecondOfSilence() {
    SessionTranscript transcript =
        transcript(word("one", 0.5, 0.9), word("two", 1.2, 1.5), word("three", 62.5, 63));
    assertThat(Passage.cut(transcript.shown()))
        .extracting(passage -> passage.start() + " " + passage.words().size())
        .containsExactly("0:00 2", "1:02 1");
  }

  @Test
  void breaksSpeechWithoutPauses() {
    List<WordTiming> words = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      words.add(word("word", i * 0.3, i * 0.3 + 0.3));
    }
    assertThat(Passage.cut(words))
        .extracting(passage -> passage.words().size())
        .containsExactly(40, 40, 40, 40, 40);
  }

  @Test
  void namesSessionsByFilesWhateverTheirNames() {
    assertThat(SessionName.of("../../etc/passwd")).isEqualTo("passwd");
    assertThat(SessionName.of("C:\\Users\\me\\call.wav")).isEqualTo("call.wav");
    assertThat(SessionName.of("a\u202Egpj.wav\r\n")).isEqualTo("agpj.wav");
    assertThat(SessionName.of("")).isEqualTo("recording");
    assertThat(SessionName.of("🎙".repeat(300)).codePointCount(0, 401)).isEqualTo(201);
  }

  @Test
  void showsPositionsLikeAClock() {
    assertThat(ClockTime.of(7.9)).isEqualTo("0:07");
    assertThat(ClockTime.of(751)).isEqualTo("12:31");
    assertThat(ClockTime.of(3723)).isEqualTo("1:02:03");
  }

  private static SessionTranscript transcript(WordTiming... words) {
    return new SessionTranscript(1, "English", "0", 100, -1, List.of(words), null, null);
  }

  private static WordTiming word(String text, double start, double end) {
    return new WordTiming(text, start, end, 1);
  }
}
