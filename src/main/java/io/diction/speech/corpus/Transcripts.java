package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads transcripts: plain text (an utterance a line), WebVTT, SubRip, structured text. UTF-8 with
 * or without mark, UTF-16, and Windows-1252 where it can be told; what cannot be read is reported
 * by line and left out. Streams: one line or cue in memory.
 */
public final class Transcripts {
  private Transcripts() {}

  /**
   * Reads one file.
   *
   * @param name as its owner knows it; its extension decides the format
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
    String extension = FileKind.extension(file.name());
    if (extension.equals("vtt") || extension.equals("srt")) {
      SubtitleParser parser =
          new SubtitleParser(file.name(), extension.equals("vtt"), findings, pieces);
      if (TextReader.read(file, limits, findings, parser)) {
        parser.end();
      }
    } else if (extension.equals("md")) {
      StructuredText.read(file, limits, findings, pieces);
    } else {
      readPlain(file, limits, findings, pieces);
    }
  }

  private static void readPlain(
      CorpusFile file, CorpusLimits limits, Findings findings, Consumer<TimedText> pieces)
      throws IOException {
    boolean[] blank = {true};
    boolean read =
        TextReader.read(
            file,
            limits,
            findings,
            (number, line) -> {
              String text = line.strip();
              blank[0] &= text.isEmpty();
              if (!text.isEmpty()) {
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
