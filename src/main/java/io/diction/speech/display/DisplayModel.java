package io.diction.speech.display;

import io.diction.speech.BinaryFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt of a domain's spelling: the case of its words, how spoken forms are displayed,
 * where its texts have commas and ends of sentences. Immutable, shared by threads.
 */
public final class DisplayModel {
  /** Nothing learnt. */
  public static final DisplayModel NONE = new DisplayModel(Map.of(), Map.of(), null, List.of());

  private static final String FORMAT = "display model";
  private static final int VERSION = 1;
  private static final int MOST_WORDS_OF_A_FORM = 12;

  private final SortedMap<String, String> cased;
  private final SortedMap<String, String> displays;
  private final @Nullable BreakModel breaks;
  private final List<String> ruleLines;
  private final DisplayRules rules;
  private final int longest;

  /**
   * @param cased lexical word to its usual spelling inside of a sentence
   * @param displays spoken words, separated by single spaces, to their displayed form
   * @param breaks null where the texts have no punctuation to learn from
   * @param ruleLines the user's rules as written
   */
  DisplayModel(
      Map<String, String> cased,
      Map<String, String> displays,
      @Nullable BreakModel breaks,
      List<String> ruleLines) {
    this.cased = new TreeMap<>(cased);
    this.displays = new TreeMap<>(displays);
    this.breaks = breaks;
    this.ruleLines = List.copyOf(ruleLines);
    rules = ruleLines.isEmpty() ? DisplayRules.NONE : DisplayRules.parse(ruleLines);
    int most = 0;
    for (String spoken : displays.keySet()) {
      most = Math.max(most, spoken.split(" ").length);
    }
    longest = Math.min(most, MOST_WORDS_OF_A_FORM);
  }

  /**
   * The same with further displayed forms, which count before those that were learnt.
   *
   * @param forms spoken words, separated by single spaces, to their displayed form
   */
  public DisplayModel withForms(Map<String, String> forms) {
    SortedMap<String, String> all = new TreeMap<>(displays);
    all.putAll(forms);
    return new DisplayModel(cased, all, breaks, ruleLines);
  }

  @Nullable String cased(String word) {
    return cased.get(word);
  }

  /** The displayed form of some spoken words; null where they have none of their own. */
  @Nullable String display(String spoken) {
    return displays.get(spoken);
  }

  /** Most words of a spoken form. */
  int longestForm() {
    return longest;
  }

  /** The user's own rules. */
  public DisplayRules rules() {
    return rules;
  }

  @Nullable BreakModel breaks() {
    return breaks;
  }

  /** The same input gives the same bytes. */
  public void write(Path file) throws IOException {
    BinaryFile.write(
        file,
        FORMAT,
        VERSION,
        out -> {
          write(cased, out);
          write(displays, out);
          out.writeBoolean(breaks != null);
          if (breaks != null) {
            breaks.write(out);
          }
          out.writeInt(ruleLines.size());
          for (String line : ruleLines) {
            out.writeUTF(line);
          }
        });
  }

  private static void write(Map<String, String> map, DataOutputStream out) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  /**
   * @throws io.diction.speech.FormatException when the file is another, too old, too new or damaged
   */
  public static DisplayModel read(Path file) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        VERSION,
        VERSION,
        (in, limit) ->
            new DisplayModel(
                readMap(in, limit),
                readMap(in, limit),
                in.readBoolean() ? BreakModel.read(in, limit) : null,
                readLines(in, limit)));
  }

  private static List<String> readLines(DataInputStream in, long limit) throws IOException {
    int count = BinaryFile.checkCount(in.readInt(), 2, limit);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(in.readUTF());
    }
    return lines;
  }

  private static Map<String, String> readMap(DataInputStream in, long limit) throws IOException {
    int count = BinaryFile.checkCount(in.readInt(), 4, limit);
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      map.put(in.readUTF(), in.readUTF());
    }
    return map;
  }
}
