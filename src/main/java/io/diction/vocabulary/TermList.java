package io.diction.vocabulary;

import io.diction.identity.Ids;
import io.diction.web.Refusal.Invalid;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Terms as text. Read: one a line, alone or followed by a tab and how it is said; or CSV (RFC 4180)
 * whose first line names the columns. Written: that CSV.
 */
public final class TermList {
  private static final List<String> COLUMNS =
      List.of("term", "sounds_like", "phones", "context", "weight");

  /** A line that is no term, and why. */
  public record Problem(int line, String messageKey, List<Object> arguments)
      implements Serializable {
    Problem(int line, Invalid refusal) {
      this(line, refusal.messageKey(), List.of(refusal.arguments()));
    }
  }

  /** What was read; of a term that occurs twice the last one. */
  record Read(List<VocabularyTerm> terms, List<Problem> problems) {
    Read {
      terms = List.copyOf(terms);
      problems = List.copyOf(problems);
    }
  }

  private record Row(int line, List<String> cells) {}

  private final Map<String, VocabularyTerm> terms = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private TermList() {}

  static Read read(String text) {
    TermList list = new TermList();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (isCsv(plain)) {
      list.readCsv(plain);
    } else {
      list.readLines(plain);
    }
    return new Read(List.copyOf(list.terms.values()), list.problems);
  }

  static String write(List<VocabularyTerm> terms) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (VocabularyTerm term : terms) {
      List<String> cells =
          List.of(
              term.term(),
              term.soundsLike(),
              term.phones(),
              term.context(),
              Double.toString(term.weight()));
      csv.append(String.join(",", cells.stream().map(TermList::quoted).toList())).append("\r\n");
    }
    return csv.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static boolean isCsv(String text) {
    String first = text.lines().findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
    return first.equals("term") || first.startsWith("term,");
  }

  private void readLines(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        int tab = line.indexOf('\t');
        String term = tab < 0 ? line : line.substring(0, tab);
        String said = tab < 0 ? "" : line.substring(tab + 1);
        add(number, () -> VocabularyTerm.of(Ids.next(), term, said, "", 1));
      }
    }
  }

  private void readCsv(String text) {
    List<Row> rows = rows(text);
    List<String> names =
        rows.get(0).cells().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        problems.add(new Problem(1, "custommodel.terms.unknown-column", List.of(name)));
        return;
      }
    }
    for (Row row : rows.subList(1, rows.size())) {
      if (row.cells().stream().allMatch(String::isBlank)) {
        continue;
      }
      if (row.cells().size() > names.size()) {
        problems.add(
            new Problem(
                row.line(),
                "custommodel.terms.too-many-columns",
                List.of(row.cells().size(), names.size())));
        continue;
      }
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < row.cells().size(); i++) {
        cells.put(names.get(i), row.cells().get(i));
      }
      add(row.line(), () -> term(cells));
    }
  }

  private static VocabularyTerm term(Map<String, String> cells) {
    return new VocabularyTerm(
        Ids.next(),
        cells.getOrDefault("term", ""),
        cells.getOrDefault("sounds_like", ""),
        cells.getOrDefault("phones", ""),
        cells.getOrDefault("context", ""),
        weight(cells.getOrDefault("weight", "")));
  }

  private static double weight(String cell) {
    if (cell.isBlank()) {
      return 1;
    }
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new Invalid(
          "custommodel.term.weight-range", VocabularyTerm.LEAST_WEIGHT, VocabularyTerm.MOST_WEIGHT);
    }
  }

  private void add(int line, Supplier<VocabularyTerm> read) {
    try {
      VocabularyTerm term = read.get();
      terms.put(term.key(), term);
    } catch (Invalid refusal) {
      problems.add(new Problem(line, refusal));
    }
  }

  /** Cells of CSV; a quoted cell may hold commas, line ends and doubled quotes. */
  private static List<Row> rows(String text) {
    List<Row> rows = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean inQuotes = false;
    int line = 1;
    int rowLine = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      if (inQuotes) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          inQuotes = false;
        }
      } else if (c == '"') {
        inQuotes = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        cells.add(cell.toString());
        cell.setLength(0);
        rows.add(new Row(rowLine, List.copyOf(cells)));
        cells.clear();
        rowLine = line;
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    rows.add(new Row(rowLine, List.copyOf(cells)));
    return rows;
  }
}
