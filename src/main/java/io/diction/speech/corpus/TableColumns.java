package io.diction.speech.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a table with a row of names is read, as spreadsheets and Common Voice write them.
 *
 * @param separator between cells; a comma or semicolon within quotes separates nothing
 * @param audio number of the column with the recordings, from 0
 * @param text number of the column with what is said
 * @param speaker number of the column with speakers, -1 where there is none
 */
record TableColumns(char separator, int audio, int text, int speaker) {
  private static final Set<String> AUDIO =
      Set.of(
          "audio",
          "audio_file",
          "audio_filepath",
          "audio_filename",
          "audio_path",
          "file",
          "file_name",
          "filename",
          "file_path",
          "filepath",
          "path",
          "recording",
          "wav",
          "wav_filename",
          "clip");
  private static final Set<String> TEXT =
      Set.of(
          "text",
          "transcript",
          "transcription",
          "sentence",
          "words",
          "utterance",
          "label",
          "reference");
  private static final Set<String> SPEAKER =
      Set.of("speaker", "speaker_id", "spk", "spk_id", "client_id");

  /** By the first row of a table; empty where that has no names. */
  static Optional<TableColumns> ofHeader(String row) {
    for (char separator : new char[] {'\t', ',', ';', '|'}) {
      List<String> names =
          cells(row, separator).stream()
              .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"))
              .toList();
      int audio = find(names, AUDIO);
      int text = find(names, TEXT);
      if (audio >= 0 && text >= 0) {
        return Optional.of(new TableColumns(separator, audio, text, find(names, SPEAKER)));
      }
    }
    return Optional.empty();
  }

  private static int find(List<String> names, Set<String> known) {
    for (int i = 0; i < names.size(); i++) {
      if (known.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The cell of a row; empty where the row is too short. */
  static String cell(List<String> cells, int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : "";
  }

  List<String> cells(String row) {
    return cells(row, separator);
  }

  /** Tabs and bars separate whatever is quoted: texts have quotes of their own. */
  static List<String> cells(String row, char separator) {
    List<String> cells = new ArrayList<>();
    boolean quotes = separator == ',' || separator == ';';
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (quotes && c == '"' && (quoted || cell.toString().isBlank())) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
