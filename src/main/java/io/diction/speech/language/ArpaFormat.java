package io.diction.speech.language;

import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * The text format of n-gram models that ARPA defined and every toolkit reads: log10 probabilities,
 * n-grams by order, back-off weights behind them.
 */
public final class ArpaFormat {
  private static final double LN_10 = 2.302585092994046;
  private static final int MAX_ORDER = 12;

  /** Lines of remarks before the model; the one of CMU's toolkit has forty. */
  private static final int LONGEST_PREAMBLE = 200;

  private static final int MAX_LINE = 10_000;

  private ArpaFormat() {}

  /** Writes a model; reading it back gives the same probabilities within 7 digits. */
  public static void write(BackoffLanguageModel model, Writer out) throws IOException {
    out.write("\\data\\\n");
    for (int n = 1; n <= model.order(); n++) {
      out.write("ngram " + n + "=" + model.size(n) + "\n");
    }
    int[] parents = parents(model);
    for (int n = 1; n <= model.order(); n++) {
      out.write("\n\\" + n + "-grams:\n");
      for (int entry = model.level(n); entry < model.level(n + 1); entry++) {
        out.write(log10(model.entryLogProb(entry)));
        out.write('\t');
        out.write(text(model, parents, entry));
        if (n < model.order() && model.backoff(entry) != 0) {
          out.write('\t');
          out.write(log10(model.backoff(entry)));
        }
        out.write('\n');
      }
    }
    out.write("\n\\end\\\n");
    out.flush();
  }

  private static String log10(float ln) {
    return String.format(Locale.ROOT, "%.7g", ln / LN_10);
  }

  private static int[] parents(BackoffLanguageModel model) {
    int[] parents = new int[model.level(model.order() + 1)];
    for (int entry = 0; entry < model.level(model.order()); entry++) {
      for (int c = model.firstChild(entry); c < model.firstChild(entry + 1); c++) {
        parents[c] = entry;
      }
    }
    return parents;
  }

  private static String text(BackoffLanguageModel model, int[] parents, int entry) {
    StringBuilder text = new StringBuilder();
    for (int e = entry; e > 0; e = parents[e]) {
      text.insert(0, model.wordList().word(model.word(e)) + (text.isEmpty() ? "" : " "));
    }
    return text.toString();
  }

  /**
   * Reads a model.
   *
   * @param source name for messages
   * @throws FormatException naming the line that breaks the format
   */
  public static BackoffLanguageModel read(BufferedReader in, String source) throws IOException {
    return new Parser(in, source).parse();
  }

  private static final class Parser {
    private final BufferedReader in;
    private final String source;
    private int lineNumber;
    private final WordList.Builder words = new WordList.Builder();
    private final List<Level> levels = new ArrayList<>();

    Parser(BufferedReader in, String source) {
      this.in = in;
      this.source = source;
    }

    BackoffLanguageModel parse() throws IOException {
      List<Integer> sizes = header();
      for (int n = 1; n <= sizes.size(); n++) {
        section(n, sizes.get(n - 1), n == sizes.size());
      }
      String line = contentLine();
      if (!"\\end\\".equals(line)) {
        throw wrong("expected \\end\\, found " + shown(line));
      }
      return build();
    }

    private List<Integer> header() throws IOException {
      String line = contentLine();
      if (line == null) {
        throw new FormatException(source, "", "the file is empty");
      }
      if (!line.equals("\\data\\")) {
        skipPreamble(line);
      }
      List<Integer> sizes = new ArrayList<>();
      while ((line = readLine()) != null && line.startsWith("ngram ")) {
        int equals = line.indexOf('=');
        if (equals < 0
            || integer(line.substring(6, equals).strip()) != sizes.size() + 1
            || sizes.size() == MAX_ORDER) {
          throw wrong("expected ngram " + (sizes.size() + 1) + "=COUNT, found " + shown(line));
        }
        sizes.add(integer(line.substring(equals + 1).strip()));
      }
      if (sizes.isEmpty()) {
        throw wrong("no n-gram counts after \\data\\");
      }
      return sizes;
    }

    /** Some toolkits write what they think of the format before it begins. */
    private void skipPreamble(String first) throws IOException {
      FormatException otherwise = wrong(guess(first));
      boolean text = first.chars().allMatch(c -> c == '\t' || !Character.isISOControl(c));
      for (int i = 0; text && i < LONGEST_PREAMBLE; i++) {
        String line = readLine();
        if (line == null || line.length() > MAX_LINE) {
          break;
        }
        if (line.equals("\\data\\")) {
          return;
        }
      }
      throw otherwise;
    }

    private static String guess(String line) {
      if (line.startsWith("\u001f")) {
        return "the file is compressed with gzip: unpack it first";
      }
      if (line.startsWith("Trie Language Model")) {
        return "this is a binary language model of CMU Sphinx, expected the ARPA text format";
      }
      return "expected \\data\\, found " + shown(line);
    }

    private void section(int n, int size, boolean highest) throws IOException {
      String line = contentLine();
      if (!("\\" + n + "-grams:").equals(line)) {
        throw wrong("expected \\" + n + "-grams:, found " + shown(line));
      }
      Level level = new Level();
      levels.add(level);
      for (int i = 0; i < size; i++) {
        line = readLine();
        if (line == null || line.isEmpty() || line.startsWith("\\")) {
          throw wrong(i + " " + n + "-grams found, the header promises " + size);
        }
        entry(level, n, line, highest);
      }
    }

    private void entry(Level level, int n, String line, boolean highest) {
      String[] fields = line.split("[ \t]+");
      if (fields.length != n + 1 && (highest || fields.length != n + 2)) {
        throw wrong("expected a probability, " + n + " words and a back-off: " + shown(line));
      }
      float logProb = logarithm(fields[0]);
      if (logProb > 0.001f) {
        throw wrong("a probability above one: " + fields[0]);
      }
      float backoff = fields.length == n + 2 ? logarithm(fields[n + 1]) : 0;
      int[] ids = new int[n];
      for (int k = 0; k < n; k++) {
        int before = words.size();
        ids[k] = words.add(fields[k + 1]);
        if (n > 1 && words.size() > before) {
          throw wrong("the word " + shown(fields[k + 1]) + " is not among the 1-grams");
        }
        if (n == 1 && words.size() == before) {
          throw wrong("the word " + shown(fields[1]) + " stands there twice");
        }
      }
      if (!level.add(parent(ids, n), ids[n - 1], logProb, backoff)) {
        throw wrong("the same " + n + "-gram stands there twice: " + shown(line));
      }
    }

    /** Entry (in file order) of all words but the last, one level below. */
    private int parent(int[] ids, int n) {
      int parent = 0;
      for (int k = 0; k < n - 1; k++) {
        Integer found = levels.get(k).index.get((long) parent << 32 | ids[k]);
        if (found == null) {
          throw wrong("its first " + (n - 1) + " words are no " + (n - 1) + "-gram of the file");
        }
        parent = found;
      }
      return parent;
    }

    private BackoffLanguageModel build() {
      int order = levels.size();
      int[] starts = new int[order + 2];
      starts[1] = 1;
      for (int n = 1; n <= order; n++) {
        starts[n + 1] = starts[n] + levels.get(n - 1).size;
      }
      int entries = starts[order + 1];
      int[] last = new int[entries];
      float[] logProbs = new float[entries];
      float[] backoffs = new float[starts[order]];
      int[] children = new int[starts[order] + 1];
      Arrays.fill(children, entries);
      children[0] = 1;
      int[] place = {0};
      for (int n = 1; n <= order; n++) {
        place = levels.get(n - 1).sortInto(starts, n, place, last, logProbs, backoffs, children);
      }
      try {
        return new BackoffLanguageModel(words.build(), starts, last, logProbs, children, backoffs);
      } catch (IllegalArgumentException e) {
        throw new FormatException(source, "", e.getMessage(), e);
      }
    }

    private String contentLine() throws IOException {
      String line;
      do {
        line = readLine();
      } while (line != null && line.isEmpty());
      return line;
    }

    private String readLine() throws IOException {
      lineNumber++;
      String line = in.readLine();
      // The first byte of a gzip file counts as white space.
      return line == null || line.startsWith("\u001f") ? line : line.strip();
    }

    private int integer(String text) {
      try {
        int value = Integer.parseInt(text);
        if (value >= 0) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw wrong("not a count: " + shown(text));
      }
      throw wrong("not a count: " + shown(text));
    }

    private float logarithm(String text) {
      try {
        double value = Double.parseDouble(text);
        if (!Double.isNaN(value) && value < 99 * LN_10) {
          return (float) (Math.max(value, -99) * LN_10);
        }
      } catch (NumberFormatException e) {
        throw wrong("not a number: " + shown(text));
      }
      throw wrong("not a logarithm: " + shown(text));
    }

    private static String shown(String text) {
      if (text == null) {
        return "the end of the file";
      }
      String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
      return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    private FormatException wrong(String reason) {
      return new FormatException(source, "line " + lineNumber, reason);
    }
  }

  /** N-grams of one order, as they come. */
  private static final class Level {
    private int[] parents = new int[1024];
    private int[] words = new int[1024];
    private float[] logProbs = new float[1024];
    private float[] backoffs = new float[1024];
    private int size;
    private final HashMap<Long, Integer> index = new HashMap<>();

    /** False for an n-gram already there. */
    boolean add(int parent, int word, float logProb, float backoff) {
      if (size == parents.length) {
        parents = Arrays.copyOf(parents, size * 2);
        words = Arrays.copyOf(words, size * 2);
        logProbs = Arrays.copyOf(logProbs, size * 2);
        backoffs = Arrays.copyOf(backoffs, size * 2);
      }
      parents[size] = parent;
      words[size] = word;
      logProbs[size] = logProb;
      backoffs[size] = backoff;
      return index.put((long) parent << 32 | word, size++) == null;
    }

    /** Puts the level in order; gives the final entry of each n-gram of the file. */
    int[] sortInto(
        int[] starts,
        int n,
        int[] place,
        int[] last,
        float[] logProbs,
        float[] backoffs,
        int[] children) {
      Integer[] sorted = new Integer[size];
      Arrays.setAll(sorted, i -> i);
      Arrays.sort(
          sorted,
          (a, b) -> {
            int byParent = Integer.compare(place[parents[a]], place[parents[b]]);
            return byParent != 0 ? byParent : Integer.compare(words[a], words[b]);
          });
      int[] entries = new int[size];
      int parent = n == 1 ? 0 : starts[n - 1];
      for (int i = 0; i < size; i++) {
        int from = sorted[i];
        int entry = starts[n] + i;
        entries[from] = entry;
        last[entry] = words[from];
        logProbs[entry] = this.logProbs[from];
        if (entry < backoffs.length) {
          backoffs[entry] = this.backoffs[from];
        }
        while (parent <= place[parents[from]]) {
          children[parent++] = entry;
        }
      }
      while (parent < starts[n]) {
        children[parent++] = starts[n] + size;
      }
      return entries;
    }
  }
}
