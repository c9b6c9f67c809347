package io.diction.speech.display;

import io.diction.speech.Progress;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns a domain's spelling from its texts. Memory is bounded: beyond a million words only the
 * first count. For one thread; the same texts in the same order give the same model.
 */
public final class DisplayTraining {
  private static final int MOST_WORDS = 1_000_000;
  private static final int MOST_SPELLINGS = 200_000;
  private static final int MOST_FORMS = 50_000;
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_RULES = 50_000;
  private static final int LONGEST_RULE = 2_000;

  /** With fewer words, or hardly any punctuation, the rules of the language know better. */
  private static final int FEWEST_WORDS = 1_000;

  private static final double LEAST_PUNCTUATION = 0.02;
  private static final int ROUNDS = 6;
  private static final double LEARNING_RATE = 0.2;

  /** Pulls weights towards nothing, so that what was seen once decides little. */
  private static final double DECAY = 1e-5;

  /** A spelling must have so large a share of a word's uses inside of sentences. */
  private static final double MAJORITY = 0.5;

  private final TextNormalizer normalizer;
  private final Map<String, Map<String, Integer>> spellings = new HashMap<>();
  private final Map<String, String> displays = new TreeMap<>();
  private final List<String> ruleLines = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private byte[] breaks = new byte[1024];
  private int marks;
  private boolean begins = true;

  public DisplayTraining(TextNormalizer normalizer) {
    this.normalizer = normalizer;
  }

  /** A displayed form and how it is spoken, as the user gives them. */
  public void addForm(String display, String spoken) {
    String written = display.strip();
    if (written.isEmpty() || written.length() > LONGEST_TEXT || displays.size() >= MOST_FORMS) {
      return;
    }
    put(normalizer.words(written), written);
    List<String> letters = normalizer.words(spoken);
    // Only letters said one by one are no other words: "office is" may be just that.
    if (letters.stream().anyMatch(DisplayTraining::isLetterName)) {
      put(letters, written);
    }
  }

  private static boolean isLetterName(String word) {
    return word.length() == 1 && !word.equals("a") && !word.equals("i") && !word.equals("o");
  }

  private void put(List<String> words, String written) {
    String form = String.join(" ", words);
    if (!form.isEmpty() && form.length() <= LONGEST_TEXT) {
      displays.putIfAbsent(form, written);
    }
  }

  /** Lines of a file with display rules, as {@link DisplayRules#parse} reads them. */
  public void addRules(List<String> lines) {
    for (String line : lines) {
      if (ruleLines.size() < MOST_RULES) {
        ruleLines.add(line.length() > LONGEST_RULE ? "" : line);
      }
    }
  }

  /** The texts that follow begin anew, as a file does. */
  public void beginText() {
    begins = true;
  }

  /** One line of a text as it is written. */
  public void addLine(String line) {
    if (words.size() >= MOST_WORDS) {
      return;
    }
    boolean capitals = line.chars().anyMatch(Character::isUpperCase);
    boolean small = line.chars().anyMatch(Character::isLowerCase);
    for (String token : line.split("\\s+")) {
      if (!token.isEmpty()) {
        add(token, capitals && small);
      }
    }
  }

  private void add(String token, boolean cased) {
    int to = token.length();
    while (to > 0 && !Character.isLetterOrDigit(token.charAt(to - 1))) {
      to--;
    }
    int from = 0;
    while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
      from++;
    }
    String core = token.substring(from, to);
    String tail = token.substring(to);
    List<String> spoken = core.isEmpty() ? List.of() : normalizer.words(core);
    if (cased && !begins && spoken.size() == 1) {
      learnSpelling(core, spoken.get(0));
    }
    boolean abbreviated = tail.startsWith(".") && isAbbreviation(core);
    int mark =
        tail.isEmpty() || abbreviated
            ? BreakModel.NONE
            : tail.matches(".*[.?!].*")
                ? BreakModel.STOP
                : tail.matches(".*[,;:].*") ? BreakModel.COMMA : BreakModel.NONE;
    for (String word : spoken) {
      append(word, BreakModel.NONE);
    }
    if (!words.isEmpty() && mark != BreakModel.NONE && breaks[words.size() - 1] == 0) {
      breaks[words.size() - 1] = (byte) mark;
      marks++;
    }
    if (!spoken.isEmpty() || mark == BreakModel.STOP) {
      begins = mark == BreakModel.STOP || tail.contains(":") || tail.contains("\"");
    }
  }

  private static boolean isAbbreviation(String core) {
    return core.length() == 1
        || core.indexOf('.') > 0
        || List.of("Mr", "Mrs", "Ms", "Dr", "St", "Rev", "Prof", "Jr", "Sr", "No", "Messrs")
            .contains(core);
  }

  private void append(String word, int mark) {
    if (words.size() == breaks.length) {
      breaks = Arrays.copyOf(breaks, breaks.length * 2);
    }
    breaks[words.size()] = (byte) mark;
    words.add(word);
  }

  private void learnSpelling(String written, String word) {
    String plain = written.replace('\u2019', '\'');
    if (!plain.toLowerCase(Locale.ROOT).equals(word)) {
      return;
    }
    Map<String, Integer> counts = spellings.get(word);
    if (counts == null) {
      if (spellings.size() >= MOST_SPELLINGS) {
        return;
      }
      counts = new TreeMap<>();
      spellings.put(word, counts);
    }
    counts.merge(plain, 1, Integer::sum);
  }

  /**
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public DisplayModel finish(Progress progress) {
    Map<String, String> cased = new TreeMap<>();
    spellings.forEach(
        (word, counts) -> {
          int total = counts.values().stream().mapToInt(Integer::intValue).sum();
          counts.forEach(
              (written, count) -> {
                if (count > MAJORITY * total) {
                  cased.put(word, written);
                }
              });
        });
    return new DisplayModel(cased, displays, breaks(progress), ruleLines);
  }

  private @Nullable BreakModel breaks(Progress progress) {
    if (words.size() < FEWEST_WORDS || marks < LEAST_PUNCTUATION * words.size()) {
      return null;
    }
    float[] weights = new float[BreakModel.SIZE];
    int[] features = new int[BreakModel.FEATURES];
    double[] odds = new double[BreakModel.CLASSES];
    for (int round = 0; round < ROUNDS; round++) {
      double rate = LEARNING_RATE / (1 + round);
      int since = 0;
      for (int gap = 0; gap < words.size() - 1; gap++) {
        if (gap % 10_000 == 0) {
          progress.checkCancelled();
        }
        since++;
        for (int k = 0; k < features.length; k++) {
          features[k] = BreakModel.feature(words, gap, since, k) * BreakModel.CLASSES;
        }
        learn(weights, features, odds, breaks[gap], rate);
        since = breaks[gap] == BreakModel.NONE ? since : 0;
      }
    }
    return new BreakModel(weights);
  }

  /** One step up the gradient of the log probability. */
  private static void learn(
      float[] weights, int[] features, double[] odds, int right, double rate) {
    double total = 0;
    for (int type = 0; type < odds.length; type++) {
      double sum = 0;
      for (int feature : features) {
        sum += weights[feature + type];
      }
      odds[type] = StrictMath.exp(Math.min(sum, 50));
      total += odds[type];
    }
    for (int type = 0; type < odds.length; type++) {
      double step = rate * ((type == right ? 1 : 0) - odds[type] / total);
      for (int feature : features) {
        int at = feature + type;
        weights[at] = (float) (weights[at] * (1 - rate * DECAY) + step);
      }
    }
  }
}
