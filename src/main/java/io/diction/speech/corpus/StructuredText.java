package io.diction.speech.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Structured text in markdown: lists ({@code @ list food =}, then {@code - pizza} lines), sentences
 * that stand for many ({@code - i like {@food}} below a {@code #Section}), pronunciations ({@code @
 * speech:phoneticlexicon}, then {@code - cat/k ae t}) and comments ({@code //}).
 *
 * <p>Other markdown, such as notes or a description of the data, has no such marks and is not read
 * as text to train on.
 *
 * <p>A sentence is expanded at most so often that a long list does not drown the rest: its items
 * are taken in turn, from list to list at another pace, and those that no sentence had room for
 * follow by themselves.
 */
public final class StructuredText {
  private static final Set<String> DESCRIPTIONS =
      Set.of("readme", "license", "licence", "changelog", "contributing", "notice");

  private static final int MOST_LISTS = 20;
  private static final int MOST_ITEMS = 35_000;
  private static final int MOST_SENTENCES = 50_000;
  private static final int MOST_PRONUNCIATIONS = 15_000;

  /** Pronunciations of one word. */
  private static final int MOST_VARIANTS = 10;

  /** Expansions of one sentence. */
  private static final int MOST_EXPANSIONS = 200;

  /** Expansions of all sentences together. */
  private static final int MOST_LINES = 500_000;

  /** Characters of all expansions together. */
  private static final long MOST_CHARACTERS = 100_000_000;

  /** Lists that one sentence may name. */
  private static final int MOST_REFERENCES = 20;

  /** Characters of a list's item. */
  private static final int LONGEST_ITEM = 1_000;

  /** Characters of a sentence before its lists are filled in. */
  private static final int LONGEST_SENTENCE = 10_000;

  private final Map<String, List<String>> lists = new TreeMap<>();
  private final Map<Integer, String> sentences = new LinkedHashMap<>();
  private final Map<String, List<String>> pronunciations = new LinkedHashMap<>();

  private final List<Pronounced> lexicon = new ArrayList<>();

  /** Characters of the line before its first one that is no space. */
  private int indent;

  /** What the lines belong to; empty for sentences. */
  private String list = "";

  private boolean inLexicon;

  /** Whether a list or pronunciations were begun, or a sentence names a list. */
  private boolean marked;

  /** Whether every other line is a heading or an item below one. */
  private boolean plainOutline = true;

  private boolean inSection;

  private StructuredText() {}

  /**
   * The pronunciations of a file: words to phones separated by spaces, as written.
   *
   * @param name as its owner knows it
   */
  public static Map<String, List<String>> pronunciations(
      Path file, String name, CorpusLimits limits) throws IOException {
    return parsed(
            new Transcripts.OneFile(file, name, Files.size(file)), limits, new Findings(limits))
        .pronunciations;
  }

  /**
   * A pronunciation where it stands.
   *
   * @param line from 1
   * @param column of the phones, from 1
   * @param phones as written, separated by spaces
   */
  public record Pronounced(int line, int column, String word, String phones) {}

  /**
   * The pronunciations of a file in their order.
   *
   * @param name as its owner knows it
   */
  public static List<Pronounced> lexicon(Path file, String name, CorpusLimits limits)
      throws IOException {
    return List.copyOf(
        parsed(new Transcripts.OneFile(file, name, Files.size(file)), limits, new Findings(limits))
            .lexicon);
  }

  /** Tells all sentences with their lists filled in. */
  static void read(
      CorpusFile file, CorpusLimits limits, Findings findings, Consumer<TimedText> pieces)
      throws IOException {
    StructuredText text = parsed(file, limits, findings);
    if (!text.isStructured(file.name())) {
      if (!findings.hasErrors(file.name())) {
        findings.add(FindingCode.NOT_STRUCTURED, file.name());
      }
      return;
    }
    if (text.sentences.isEmpty()
        && text.lists.isEmpty()
        && text.pronunciations.isEmpty()
        && !findings.hasErrors(file.name())) {
      findings.add(FindingCode.EMPTY_FILE, file.name());
    }
    text.expand(pieces);
  }

  /** Whether a file has the marks of structured text. */
  static boolean isStructured(CorpusFile file, CorpusLimits limits) throws IOException {
    return parsed(file, limits, new Findings(limits)).isStructured(file.name());
  }

  /**
   * Sections with sentences are enough, but what every folder has of that kind is a description.
   */
  private boolean isStructured(String name) {
    String base = FileKind.baseName(name.substring(name.lastIndexOf('/') + 1));
    return marked
        || (plainOutline
            && !sentences.isEmpty()
            && !DESCRIPTIONS.contains(base.toLowerCase(Locale.ROOT)));
  }

  private static StructuredText parsed(CorpusFile file, CorpusLimits limits, Findings findings)
      throws IOException {
    StructuredText text = new StructuredText();
    TextReader.read(
        file,
        limits,
        findings,
        (number, line) -> {
          text.indent = line.length() - line.stripLeading().length();
          String reason = text.take(number, line.strip());
          if (!reason.isEmpty()) {
            findings.addAt(FindingCode.BAD_STRUCTURE, file.name(), number, reason);
          } else if (text.isSentence(line.strip())) {
            LineFindings.add(findings, file.name(), number, line, line.strip().substring(1));
          }
          return true;
        });
    text.sentences.forEach(
        (number, sentence) -> {
          for (String name : text.names(sentence)) {
            if (!text.lists.containsKey(name)) {
              findings.addAt(
                  FindingCode.BAD_STRUCTURE,
                  file.name(),
                  number,
                  "there is no list named \"" + name + "\"");
            }
          }
        });
    return text;
  }

  /** Whether the last line taken is a sentence, or an item of a list. */
  private boolean isSentence(String line) {
    return line.startsWith("-") && !inLexicon;
  }

  /** What is wrong with a line; empty where nothing is. */
  private String take(int number, String line) {
    if (line.isEmpty() || line.startsWith("//")) {
      return "";
    }
    if (line.startsWith("@")) {
      return begin(line.substring(1).strip());
    }
    if (line.startsWith("#")) {
      list = "";
      inLexicon = false;
      inSection = true;
      return "";
    }
    plainOutline &= inSection && line.startsWith("-");
    marked |= line.contains("{@");
    String item = line.startsWith("-") ? line.substring(1).strip() : line;
    if (item.isEmpty()) {
      return "nothing stands behind the dash";
    }
    if (inLexicon) {
      return pronunciation(number, indent + line.length() - item.length(), item);
    }
    if (!list.isEmpty()) {
      List<String> items = lists.get(list);
      if (item.length() > LONGEST_ITEM) {
        return "an item of a list is longer than " + LONGEST_ITEM + " characters";
      }
      if (items.size() >= MOST_ITEMS) {
        return "a list has more than " + MOST_ITEMS + " items";
      }
      items.add(item);
      return "";
    }
    if (sentences.size() >= MOST_SENTENCES) {
      return "there are more than " + MOST_SENTENCES + " sentences";
    }
    if (item.length() > LONGEST_SENTENCE) {
      return "a sentence is longer than " + LONGEST_SENTENCE + " characters";
    }
    if (names(item).size() > MOST_REFERENCES) {
      return "a sentence names more than " + MOST_REFERENCES + " lists";
    }
    sentences.put(number, item);
    return "";
  }

  private String begin(String head) {
    list = "";
    inLexicon = head.toLowerCase(Locale.ROOT).startsWith("speech:phoneticlexicon");
    marked |= inLexicon;
    if (inLexicon) {
      return "";
    }
    if (!head.toLowerCase(Locale.ROOT).startsWith("list ")) {
      return "neither a list nor speech:phoneticlexicon is begun";
    }
    String name = head.substring("list ".length()).replace('=', ' ').strip();
    if (name.isEmpty()) {
      return "the list has no name";
    }
    if (!lists.containsKey(name) && lists.size() >= MOST_LISTS) {
      return "there are more than " + MOST_LISTS + " lists";
    }
    list = name;
    marked = true;
    lists.putIfAbsent(name, new ArrayList<>());
    return "";
  }

  /**
   * @param start of the item in its line, from 0
   */
  private String pronunciation(int number, int start, String item) {
    int slash = item.lastIndexOf('/');
    if (slash <= 0 || slash == item.length() - 1) {
      return "a pronunciation needs a word, a slash and phones";
    }
    if (item.length() > LONGEST_ITEM) {
      return "a pronunciation is longer than " + LONGEST_ITEM + " characters";
    }
    String word = item.substring(0, slash).strip();
    List<String> variants = pronunciations.get(word);
    if (variants == null && pronunciations.size() >= MOST_PRONUNCIATIONS) {
      return "there are more than " + MOST_PRONUNCIATIONS + " pronunciations";
    }
    if (variants != null && variants.size() >= MOST_VARIANTS) {
      return "a word has more than " + MOST_VARIANTS + " pronunciations";
    }
    String phones = item.substring(slash + 1).strip();
    pronunciations.computeIfAbsent(word, first -> new ArrayList<>()).add(phones);
    lexicon.add(new Pronounced(number, start + item.length() - phones.length() + 1, word, phones));
    return "";
  }

  /** Names of the lists in a sentence, in their order. */
  private List<String> names(String sentence) {
    List<String> names = new ArrayList<>();
    int from = 0;
    for (int open = sentence.indexOf("{@"); open >= 0; open = sentence.indexOf("{@", from)) {
      int close = sentence.indexOf('}', open);
      if (close < 0) {
        break;
      }
      names.add(sentence.substring(open + 2, close).strip());
      from = close + 1;
    }
    return names;
  }

  private void expand(Consumer<TimedText> pieces) {
    Map<String, Integer> used = new TreeMap<>();
    int lines = 0;
    long characters = 0;
    for (Map.Entry<Integer, String> entry : sentences.entrySet()) {
      List<String> names = names(entry.getValue());
      int times = 1;
      for (String name : names) {
        times = Math.max(times, lists.getOrDefault(name, List.of()).size());
      }
      times = Math.min(times, MOST_EXPANSIONS);
      for (int i = 0; i < times && lines < MOST_LINES && characters < MOST_CHARACTERS; i++) {
        String filled = fill(entry.getValue(), used);
        if (!filled.isBlank()) {
          pieces.accept(new TimedText(entry.getKey(), Double.NaN, Double.NaN, "", filled));
          lines++;
          characters += filled.length();
        }
      }
    }
    for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
      List<String> items = entry.getValue();
      for (int i = used.getOrDefault(entry.getKey(), 0); i < items.size(); i++) {
        pieces.accept(new TimedText(1, Double.NaN, Double.NaN, "", items.get(i)));
      }
    }
  }

  /** Each list goes on where it last was, so that lists of different lengths mix. */
  private String fill(String sentence, Map<String, Integer> used) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = sentence.indexOf("{@"); open >= 0; open = sentence.indexOf("{@", from)) {
      int close = sentence.indexOf('}', open);
      if (close < 0) {
        break;
      }
      filled.append(sentence, from, open);
      String name = sentence.substring(open + 2, close).strip();
      List<String> items = lists.getOrDefault(name, List.of());
      if (!items.isEmpty()) {
        int next = used.merge(name, 1, Integer::sum) - 1;
        filled.append(items.get(next % items.size()));
      }
      from = close + 1;
    }
    return filled.append(sentence, from, sentence.length()).toString().strip();
  }
}
