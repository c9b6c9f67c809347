package io.diction.speech.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.speech.WordTiming;
import io.diction.speech.display.DisplayText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a transcript is written. Lines end in a line feed, whatever the system. */
public enum TranscriptFormat {
  /** The text as it is displayed, on one line. */
  TXT("text/plain") {
    @Override
    public String write(Transcript transcript) {
      return transcript.shownText() + "\n";
    }
  },

  /** Identifier, tab, words: the lexical form, as it is scored. */
  TSV("text/tab-separated-values") {
    @Override
    public String write(Transcript transcript) {
      return withoutBreaks(transcript.id()) + "\t" + transcript.hypothesis().text() + "\n";
    }
  },

  /**
   * One object on one line: recording, model, words with times and confidences; {@code text} is the
   * lexical form, and where there is a display form both are given by name. With {@code phrases}
   * where alternatives were asked for.
   */
  JSON("application/json") {
    @Override
    public String write(Transcript transcript) {
      DisplayText display = transcript.display();
      String text = transcript.hypothesis().text();
      return JSON_WRITER.writeValueAsString(
              new JsonTranscript(
                  transcript.id(),
                  transcript.model(),
                  transcript.modelSha256(),
                  rounded(transcript.durationSeconds()),
                  text,
                  display == null ? null : text,
                  display == null ? null : display.text(),
                  words(transcript.hypothesis().words()),
                  display == null ? null : words(display.tokens()),
                  phones(transcript),
                  phrases(transcript),
                  transcript.unplaced()))
          + "\n";
    }
  },

  /** WebVTT subtitles; what made them and what an alignment found no place for are notes. */
  VTT("text/vtt") {
    @Override
    public String write(Transcript transcript) {
      StringBuilder text = new StringBuilder("WEBVTT\n");
      text.append("\nNOTE ").append(escaped(maker(transcript))).append('\n');
      for (String note : transcript.notes()) {
        text.append("\nNOTE ").append(escaped(note)).append('\n');
      }
      for (Cue cue : Cue.cut(transcript.shown())) {
        text.append('\n')
            .append(clock(cue.startSeconds(), '.'))
            .append(" --> ")
            .append(clock(cue.endSeconds(), '.'))
            .append('\n');
        cue.lines().forEach(line -> text.append(escaped(line)).append('\n'));
      }
      return text.toString();
    }
  },

  /** SubRip subtitles. */
  SRT("application/x-subrip") {
    @Override
    public String write(Transcript transcript) {
      StringBuilder text = new StringBuilder();
      int number = 1;
      for (Cue cue : Cue.cut(transcript.shown())) {
        text.append(number == 1 ? "" : "\n")
            .append(number++)
            .append('\n')
            .append(clock(cue.startSeconds(), ','))
            .append(" --> ")
            .append(clock(cue.endSeconds(), ','))
            .append('\n');
        cue.lines().forEach(line -> text.append(line).append('\n'));
      }
      return text.toString();
    }
  },

  /**
   * NIST's time-marked words: recording, channel, start, duration, word, confidence. What made them
   * and what an alignment found no place for are comments.
   */
  CTM("text/plain") {
    @Override
    public String write(Transcript transcript) {
      StringBuilder text = new StringBuilder();
      String id = transcript.id().replaceAll("\\s+", "_");
      text.append(";; ").append(maker(transcript)).append('\n');
      transcript.notes().forEach(note -> text.append(";; ").append(note).append('\n'));
      for (WordTiming word : transcript.hypothesis().words()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s 1 %.2f %.2f %s %.3f%n".replace("%n", "\n"),
                id,
                word.startSeconds(),
                word.endSeconds() - word.startSeconds(),
                word.word().isBlank() ? "_" : word.word().replaceAll("\\s+", "_"),
                word.confidence()));
      }
      return text.toString();
    }
  },

  /** Praat's text file of intervals: a tier of words and, when they were aligned, one of phones. */
  TEXTGRID("text/plain") {
    @Override
    public String write(Transcript transcript) {
      return TextGrid.write(transcript);
    }
  };

  private final String mediaType;

  TranscriptFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The transcript in this format, ending in a line feed unless it is empty. */
  public abstract String write(Transcript transcript);

  /** Without a character set; the text is meant to be encoded as UTF-8. */
  public String mediaType() {
    return mediaType;
  }

  /** Extension of its files, and how users name it: {@code txt}, {@code vtt} and so on. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that extension, in any case. */
  public static Optional<TranscriptFormat> find(String extension) {
    for (TranscriptFormat format : values()) {
      if (format.extension().equals(extension.toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private record JsonTranscript(
      String id,
      String model,
      String modelSha256,
      double durationSeconds,
      String text,
      @Nullable String lexical,
      @Nullable String display,
      List<JsonWord> words,
      @Nullable List<JsonWord> displayWords,
      @Nullable List<JsonPhone> phones,
      @Nullable List<JsonPhrase> phrases,
      Transcript.@Nullable Unplaced unplaced) {}

  private record JsonPhrase(double start, double end, List<JsonAlternative> alternatives) {}

  private record JsonAlternative(
      String lexical, @Nullable String display, double confidence, double probability) {}

  private record JsonPhone(String phone, double start, double end) {}

  private record JsonWord(String word, double start, double end, double confidence) {}

  /** Leaves out what a transcript does not have. */
  private static final JsonMapper JSON_WRITER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static @Nullable List<JsonPhone> phones(Transcript transcript) {
    return transcript.phones().isEmpty()
        ? null
        : transcript.phones().stream()
            .map(
                phone ->
                    new JsonPhone(
                        phone.phone(), rounded(phone.startSeconds()), rounded(phone.endSeconds())))
            .toList();
  }

  private static @Nullable List<JsonPhrase> phrases(Transcript transcript) {
    return transcript.phrases().isEmpty()
        ? null
        : transcript.phrases().stream()
            .map(
                phrase ->
                    new JsonPhrase(
                        rounded(phrase.startSeconds()),
                        rounded(phrase.endSeconds()),
                        phrase.alternatives().stream()
                            .map(
                                other ->
                                    new JsonAlternative(
                                        other.lexical(),
                                        other.display(),
                                        rounded(other.confidence()),
                                        rounded(other.probability())))
                            .toList()))
            .toList();
  }

  private static List<JsonWord> words(List<WordTiming> words) {
    return words.stream()
        .map(
            word ->
                new JsonWord(
                    word.word(),
                    rounded(word.startSeconds()),
                    rounded(word.endSeconds()),
                    rounded(word.confidence())))
        .toList();
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Names what recognised it, on one line. */
  private static String maker(Transcript transcript) {
    return "model %s, sha256 %s"
        .formatted(transcript.model().replaceAll("\\s+", " "), transcript.modelSha256());
  }

  private static String withoutBreaks(String id) {
    return id.replaceAll("[\\t\\r\\n]", " ");
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String clock(double seconds, char point) {
    long millis = Math.round(seconds * 1000);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        point,
        millis % 1000);
  }
}
