package io.diction.vocabulary;

import io.diction.identity.Ids;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Terms as text. Read: one a line, alone or followed by a tab and how it is said; or CSV (RFC 4180)
 * whose first line names the columns; or as {@link OtherLists} has it. Written: that CSV.
 */
public final class TermList {
  private static final String SOUNDS_LIKE = "sounds_like";
  private static final String PHONES = "phones";
  private static final String CONTEXT = "context";
  private static final String WEIGHT = "weight";
  private static final List<String> COLUMNS = List.of("term", SOUNDS_LIKE, PHONES, CONTEXT, WEIGHT);

  /** A line that is no term, and why. */
  public record Problem(int line, String messageKey, List<Object> arguments)
      implements Serializable {
    Problem(int line, Invalid refusal) {
      this(line, refusal.messageKey(), List.of(refusal.arguments()));
    }
  }

  /**
   * What was read; of a term that occurs twice the last one.
   *
   * @param refused how many lines are no terms
   * @param problems of the first of them
   */
  record Read(List<Line> lines, int refused, List<Problem> problems) {
    private static final int MOST_PROBLEMS = 50;

    Read {
      lines = List.copyOf(lines);
      problems = List.copyOf(problems);
    }

    List<VocabularyTerm> terms() {
      return lines.stream().map(Line::term).toList();
    }
  }

  /**
   * A term and what of it the list says.
   *
   * @param given columns; what a list does not say is not to be changed by it
   */
  record Line(VocabularyTerm term, Set<String> given) {
    Line {
      given = Set.copyOf(given);
    }

    /** The term as it is once this line has been read. */
    VocabularyTerm over(VocabularyTerm before) {
      boolean said = given.contains(SOUNDS_LIKE) || given.contains(PHONES);
      return new VocabularyTerm(
          before.id(),
          term.term(),
          said ? term.soundsLike() : before.soundsLike(),
          said ? term.phones() : before.phones(),
          given.contains(CONTEXT) ? term.context() : before.context(),
          given.contains(WEIGHT) ? term.weight() : before.weight());
    }
  }

  private record Row(int line, List<String> cells) {}

  private final Map<String, Line> terms = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int refused;

  private TermList() {}

  /**
   * Keeps no more of a list than a vocabulary can hold.
   *
   * @throws LimitReached with the first term too many
   */
  static Read read(String text) {
    TermList list = new TermList();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Optional<List<OtherLists.Entry>> other = OtherLists.read(plain);
    if (other.isPresent()) {
      other.get().forEach(list::add);
    } else if (isCsv(plain)) {
      list.readCsv(plain);
    } else {
      list.readLines(plain);
    }
    return new Read(List.copyOf(list.terms.values()), list.refused, list.problems);
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
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      number++;
      if (!line.isBlank()) {
        int tab = line.indexOf('\t');
        String term = tab < 0 ? line : line.substring(0, tab);
        String said = tab < 0 ? "" : line.substring(tab + 1);
        add(
            number,
            said.isBlank() ? Set.of() : Set.of(SOUNDS_LIKE),
            () -> VocabularyTerm.of(Ids.next(), term, said, "", 1));
      }
    }
  }

  private void add(OtherLists.Entry entry) {
    add(
        entry.line(),
        entry.said().isBlank() ? Set.of() : Set.of(SOUNDS_LIKE),
        () -> VocabularyTerm.of(Ids.next(), entry.term(), entry.said(), "", 1));
  }

  private void readCsv(String text) {
    Csv csv = new Csv(text);
    List<String> names =
        csv.next().cells().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        problem(new Problem(1, "custommodel.terms.unknown-column", List.of(name)));
        return;
      }
    }
    while (csv.hasNext()) {
      Row row = csv.next();
      if (row.cells().stream().allMatch(String::isBlank)) {
        continue;
      }
      if (row.cells().size() > names.size()) {
        problem(
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
      add(row.line(), cells.keySet(), () -> term(cells));
    }
  }

  private static VocabularyTerm term(Map<String, String> cells) {
    return VocabularyTerm.listed(
        Ids.next(),
        cells.getOrDefault("term", ""),
        cells.getOrDefault(SOUNDS_LIKE, ""),
        cells.getOrDefault(PHONES, ""),
        cells.getOrDefault(CONTEXT, ""),
        weight(cells.getOrDefault(WEIGHT, "")));
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

  private void add(int line, Set<String> given, Supplier<VocabularyTerm> read) {
    try {
      VocabularyTerm term = read.get();
      terms.put(term.key(), new Line(term, given));
    } catch (Invalid refusal) {
      problem(new Problem(line, refusal));
    }
    if (terms.size() > VocabularyTerms.MOST_TERMS) {
      throw new LimitReached("custommodel.terms.limit-reached", VocabularyTerms.MOST_TERMS);
    }
  }

  private void problem(Problem problem) {
    refused++;
    if (problems.size() < Read.MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** Rows of CSV one by one; a quoted cell may hold commas, line ends and doubled quotes. */
  private static final class Csv implements Iterator<Row> {
    private final String text;
    private int at;
    private int line = 1;

    Csv(String text) {
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return at < text.length();
    }

    @Override
    public Row next() {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean inQuotes = false;
      int first = line;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '\n') {
          line++;
        }
        if (inQuotes) {
          if (c != '"') {
            cell.append(c);
          } else if (at < text.length() && text.charAt(at) == '"') {
            cell.append('"');
            at++;
          } else {
            inQuotes = false;
          }
        } else if (c == '"') {
          inQuotes = true;
        } else if (c == ',') {
          cells.add(cell.toString());
          cell.setLength(0);
        } else if (c == '\n') {
          break;
        } else if (c != '\r') {
          cell.append(c);
        }
      }
      cells.add(cell.toString());
      return new Row(first, List.copyOf(cells));
    }
  }
}
