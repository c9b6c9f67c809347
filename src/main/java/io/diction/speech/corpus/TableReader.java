package io.diction.speech.corpus;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of recordings and texts: {@code file.wav<TAB>text} a line, as Microsoft's custom speech
 * takes them, and LibriSpeech's {@code ID TEXT}.
 */
final class TableReader {
  private TableReader() {}

  /** Whether a text file is a table: by its usual names, or because its first line looks so. */
  static boolean isTable(CorpusFile file, CorpusLimits limits) throws IOException {
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    if (name.equals("trans.txt") || name.endsWith(".trans.txt") || name.endsWith(".tsv")) {
      return true;
    }
    if (!name.endsWith(".txt") && !name.endsWith(".csv")) {
      return false;
    }
    boolean speech = name.equals("metadata.csv");
    boolean[] table = {false};
    TextReader.read(
        file,
        limits,
        new Findings(limits),
        (number, line) -> {
          int tab = line.indexOf('\t');
          table[0] =
              (tab > 0 && FileKind.ofName(line.substring(0, tab).strip()) == FileKind.AUDIO)
                  || separator(line) != '\t'
                  || (speech && line.indexOf('|') > 0)
                  || (!line.isBlank() && TableColumns.ofHeader(line).isPresent());
          return line.isBlank();
        });
    return table[0];
  }

  static void read(CorpusFile table, CorpusBuilder corpus) throws IOException {
    corpus.consume(table);
    Map<String, Integer> lines = new HashMap<>();
    TableColumns[] columns = {null};
    boolean[] begun = {false};
    TextReader.read(
        table,
        corpus.limits,
        corpus.findings,
        (number, line) -> {
          if (line.isBlank()) {
            return true;
          }
          if (!begun[0]) {
            begun[0] = true;
            columns[0] = TableColumns.ofHeader(line).orElse(null);
            if (columns[0] != null) {
              return true;
            }
            // LJ Speech: its metadata names recordings without their endings.
            boolean bars = table.name().endsWith("metadata.csv") && line.indexOf('|') > 0;
            char separator = bars ? '|' : separator(line);
            columns[0] = separator == '\t' ? null : new TableColumns(separator, 0, 1, -1);
          }
          return columns[0] == null
              ? row(table, number, line, lines, corpus)
              : row(table, number, columns[0], line, lines, corpus);
        });
  }

  /** What separates the name of a recording from the rest of the line; a tab if nothing else. */
  private static char separator(String line) {
    for (char separator : new char[] {',', ';', '|'}) {
      List<String> cells = TableColumns.cells(line, separator);
      boolean name =
          cells.get(0).indexOf(' ') < 0 && FileKind.ofName(cells.get(0)) == FileKind.AUDIO;
      if (cells.size() > 1 && name) {
        return separator;
      }
    }
    return '\t';
  }

  private static boolean row(
      CorpusFile table,
      int number,
      TableColumns columns,
      String line,
      Map<String, Integer> lines,
      CorpusBuilder corpus) {
    List<String> cells = columns.cells(line);
    String written = TableColumns.cell(cells, columns.audio());
    if (written.isEmpty()) {
      corpus.findings.addAt(FindingCode.NO_TAB, table.name(), number);
      return true;
    }
    String speaker = TableColumns.cell(cells, columns.speaker());
    String text = TableColumns.cell(cells, columns.text());
    LineFindings.add(corpus.findings, table.name(), number, line, text);
    return add(table, number, written, text, speaker, lines, corpus);
  }

  private static boolean row(
      CorpusFile table, int number, String line, Map<String, Integer> lines, CorpusBuilder corpus) {
    int tab = line.indexOf('\t');
    boolean libriSpeech = tab < 0 && table.name().endsWith(".trans.txt");
    int split = libriSpeech ? line.indexOf(' ') : tab;
    if (split <= 0) {
      corpus.findings.addAt(FindingCode.NO_TAB, table.name(), number);
      return true;
    }
    String written = line.substring(0, split).strip();
    String text = line.substring(split + 1).strip();
    String speaker = libriSpeech ? libriSpeechSpeaker(written) : "";
    LineFindings.add(corpus.findings, table.name(), number, line, text);
    return add(table, number, written, text, speaker, lines, corpus);
  }

  private static boolean add(
      CorpusFile table,
      int number,
      String written,
      String text,
      String speaker,
      Map<String, Integer> lines,
      CorpusBuilder corpus) {
    if (lines.size() >= corpus.limits.utterances()) {
      corpus.findings.add(FindingCode.TOO_MANY_UTTERANCES, table.name(), lines.size());
      return false;
    }
    Integer earlier = lines.putIfAbsent(written, number);
    if (earlier != null) {
      corpus.findings.addAt(FindingCode.DUPLICATE_ENTRY, table.name(), number, written, earlier);
      return true;
    }
    if (text.isEmpty()) {
      corpus.findings.addAt(FindingCode.EMPTY_TEXT, table.name(), number, written);
      return true;
    }
    boolean named = FileKind.ofName(written) == FileKind.AUDIO;
    Optional<CorpusFile> audio =
        named ? corpus.audio(table, number, written) : corpus.audioOfBase(table, number, written);
    if (audio.isEmpty()) {
      return true;
    }
    return corpus.add(
        FileKind.baseName(audio.get().name()),
        audio.get(),
        0,
        Double.NaN,
        text,
        speaker,
        Split.UNSPECIFIED);
  }

  /** LibriSpeech's ids are speaker-chapter-number. */
  private static String libriSpeechSpeaker(String id) {
    return id.matches("\\d+-\\d+-\\d+") ? id.substring(0, id.indexOf('-')) : "";
  }
}
