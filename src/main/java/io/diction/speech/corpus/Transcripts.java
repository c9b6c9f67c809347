package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads transcripts: plain text (an utterance a line), WebVTT, SubRip, structured text. UTF-8 with
 * or without mark, UTF-16, and Windows-1252 where it can be told; what cannot be read is reported
 * by line and left out. Streams: one line or cue in memory.
 */
public final class Transcripts {
  /** Larger files of spoken forms or rules are data of another kind. */
  static final long LARGEST_LIST_BYTES = 10 << 20;

  private Transcripts() {}

  /** What a text brings. */
  public enum Content {
    /** Utterances, plain or with times. */
    SENTENCES,
    /** Lists, sentences that name them, and pronunciations. */
    STRUCTURED,
    /** Markdown that describes something; nothing to learn from. */
    NOTES,
    /** Rules of display, see {@link io.diction.speech.display.DisplayRules}. */
    DISPLAY_RULES,
    /** {@code display<TAB>spoken form} in every line. */
    SPOKEN_FORMS
  }

  /**
   * What a text without a recording brings, by its marks.
   *
   * @param name as its owner knows it
   */
  public static Content content(Path file, String name, CorpusLimits limits) throws IOException {
    return content(new OneFile(file, name, Files.size(file)), limits);
  }

  static Content content(CorpusFile file, CorpusLimits limits) throws IOException {
    TextFormat format = TextFormat.of(file);
    if (format == TextFormat.STRUCTURED) {
      return StructuredText.isStructured(file, limits) ? Content.STRUCTURED : Content.NOTES;
    }
    if (format != TextFormat.PLAIN) {
      return Content.SENTENCES;
    }
    boolean[] rules = {false};
    boolean[] begun = {false};
    TwoColumns columns = new TwoColumns();
    TextReader.read(
        file,
        limits,
        new Findings(limits),
        (number, line) -> {
          String text = line.strip();
          if (text.isEmpty() || isComment(text)) {
            return true;
          }
          rules[0] |= !begun[0] && isHeadOfRules(text);
          begun[0] = true;
          return !rules[0] && file.size() <= LARGEST_LIST_BYTES && columns.add(text);
        });
    if (rules[0]) {
      return Content.DISPLAY_RULES;
    }
    return columns.areForms() ? Content.SPOKEN_FORMS : Content.SENTENCES;
  }

  /** Whether a line of a list says something to people alone. */
  public static boolean isComment(String line) {
    return line.startsWith("//");
  }

  private static boolean isHeadOfRules(String line) {
    return line.startsWith("#")
        && Set.of("itn", "rewrite", "profanity", "test")
            .contains(line.substring(1).strip().toLowerCase(Locale.ROOT));
  }

  /**
   * The lines of a list that is kept in memory as a whole, whatever its encoding.
   *
   * @param name as its owner knows it
   * @param lines told in the order of the file, empty ones too, what is unreadable left out
   * @return what was found to be wrong; a list of more than 10 MB is not read at all
   */
  public static List<CorpusFinding> lines(
      Path file, String name, CorpusLimits limits, Consumer<String> lines) throws IOException {
    CorpusLimits small = limits.withTextBytes(Math.min(limits.textBytes(), LARGEST_LIST_BYTES));
    Findings findings = new Findings(small);
    TextReader.read(
        new OneFile(file, name, Files.size(file)),
        small,
        findings,
        (number, line) -> {
          lines.accept(line);
          return true;
        });
    return findings.toList();
  }

  /**
   * Reads the sentences of one file: as {@link #read}, but plain text of two columns without the
   * names of recordings or speakers that stand before the text.
   */
  public static List<CorpusFinding> sentences(
      Path file, String name, CorpusLimits limits, Consumer<TimedText> pieces) throws IOException {
    Findings findings = new Findings(limits);
    CorpusFile one = new OneFile(file, name, Files.size(file));
    boolean plain = TextFormat.of(one) == TextFormat.PLAIN;
    boolean speakers = plain && namesSpeakers(one, limits);
    read(one, limits, findings, plain ? piece -> withoutName(piece, speakers, pieces) : pieces);
    return findings.toList();
  }

  private static boolean namesSpeakers(CorpusFile file, CorpusLimits limits) throws IOException {
    TwoColumns columns = new TwoColumns();
    TextReader.read(
        file,
        limits,
        new Findings(limits),
        (number, line) -> line.isBlank() || columns.add(line.strip()));
    return columns.areSpeakers();
  }

  private static void withoutName(TimedText piece, boolean speakers, Consumer<TimedText> pieces) {
    String line = piece.text();
    // A recording without text has lost its tab to the stripping of the line.
    boolean nameAlone = !line.matches(".*\\s.*") && TwoColumns.isRecording(line + "\t");
    boolean recording = nameAlone || TwoColumns.isRecording(line);
    if (!speakers && !recording) {
      pieces.accept(piece);
      return;
    }
    String text = nameAlone ? "" : line.substring(line.indexOf('\t') + 1).strip();
    if (!text.isEmpty()) {
      pieces.accept(
          new TimedText(piece.line(), piece.startSeconds(), piece.endSeconds(), "", text));
    }
  }

  /**
   * Reads one file.
   *
   * @param name as its owner knows it; its extension decides the format, its content where that is
   *     one of plain text
   * @param pieces told lines or cues in the order of the file
   * @return what was found to be wrong
   */
  public static List<CorpusFinding> read(
      Path file, String name, CorpusLimits limits, Consumer<TimedText> pieces) throws IOException {
    Findings findings = new Findings(limits);
    read(new OneFile(file, name, Files.size(file)), limits, findings, pieces);
    return findings.toList();
  }

  static void read(
      CorpusFile file, CorpusLimits limits, Findings findings, Consumer<TimedText> pieces)
      throws IOException {
    TextFormat format = TextFormat.of(file);
    if (format.isMarkup()) {
      findings.add(FindingCode.MARKUP_CONTENT, file.name(), format.label());
    } else if (format.isSubtitles()) {
      String ending = FileKind.extension(file.name());
      if (!format.label().equals("." + ending)) {
        boolean subtitles = ending.equals("vtt") || ending.equals("srt");
        if (subtitles) {
          String held = format == TextFormat.WEBVTT ? "WebVTT" : "SubRip";
          findings.add(FindingCode.OTHER_SUBTITLES, file.name(), "." + ending, held);
        } else {
          findings.add(FindingCode.READ_AS_SUBTITLES, file.name(), format.label());
        }
      }
      SubtitleParser parser =
          new SubtitleParser(file.name(), format == TextFormat.WEBVTT, findings, pieces);
      if (TextReader.read(file, limits, findings, parser)) {
        parser.end();
      }
    } else if (format == TextFormat.ELAN) {
      ElanReader.read(file, limits, findings, pieces);
    } else if (format == TextFormat.STRUCTURED) {
      StructuredText.read(file, limits, findings, pieces);
    } else {
      readPlain(file, limits, findings, pieces);
    }
  }

  private static void readPlain(
      CorpusFile file, CorpusLimits limits, Findings findings, Consumer<TimedText> pieces)
      throws IOException {
    boolean[] blank = {true};
    boolean[] rules = {false};
    boolean read =
        TextReader.read(
            file,
            limits,
            findings,
            (number, line) -> {
              String text = line.strip();
              rules[0] |= blank[0] && isHeadOfRules(text);
              blank[0] &= text.isEmpty();
              if (!text.isEmpty()) {
                if (!rules[0]) {
                  LineFindings.add(findings, file.name(), number, line, text);
                }
                pieces.accept(new TimedText(number, Double.NaN, Double.NaN, "", text));
              }
              return true;
            });
    if (read && blank[0] && !findings.hasErrors(file.name())) {
      findings.add(FindingCode.EMPTY_FILE, file.name());
    }
  }

  /** A file by itself. */
  record OneFile(Path path, String name, long size) implements CorpusFile {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }
}
