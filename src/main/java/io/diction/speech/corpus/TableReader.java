package io.diction.speech.corpus;

import java.io.IOException;
import java.util.HashMap;
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
    if (!name.endsWith(".txt")) {
      return false;
    }
    boolean[] table = {false};
    TextReader.read(
        file,
        limits,
        new Findings(limits),
        (number, line) -> {
          int tab = line.indexOf('\t');
          table[0] = tab > 0 && FileKind.ofName(line.substring(0, tab).strip()) == FileKind.AUDIO;
          return line.isBlank();
        });
    return table[0];
  }

  static void read(CorpusFile table, CorpusBuilder corpus) throws IOException {
    corpus.consume(table);
    Map<String, Integer> lines = new HashMap<>();
    TextReader.read(
        table,
        corpus.limits,
        corpus.findings,
        (number, line) -> line.isBlank() || row(table, number, line, lines, corpus));
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
        libriSpeech ? libriSpeechSpeaker(written) : "",
        Split.UNSPECIFIED);
  }

  /** LibriSpeech's ids are speaker-chapter-number. */
  private static String libriSpeechSpeaker(String id) {
    return id.matches("\\d+-\\d+-\\d+") ? id.substring(0, id.indexOf('-')) : "";
  }
}
