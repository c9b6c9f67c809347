package io.diction.speech.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through a line of a transcript for what nobody says: web addresses, faces, marks that are
 * not seen, words and letters that a keyboard repeated. Each rule tells the first place in a line;
 * {@link #mend} takes away what can be taken away without changing what is said.
 */
public final class LineCheck {
  /** A word or letter may follow itself so often. */
  private static final int MOST_TIMES = 3;

  /** Six minutes of speech without a new line: more likely a lost line break. */
  private static final int LONG_CHARACTERS = 5_000;

  // Bounded and possessive repetitions: hostile text must not make the time grow with its square.
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:https?://|ftp://|www\\.)[^\\s<>\"]{2,200}+");
  // Letters with no word behind them are spelled: "A-A-A batteries".
  private static final Pattern STUTTER =
      Pattern.compile(
          "(?iu)(?<![\\p{L}\\p{N}'-])"
              + "(?:(\\p{L}{1,2})-(?:\\1-){1,20}+(\\1\\p{L}{1,40}+)"
              + "|(\\p{L})(?:-\\3){2,20}+(?=['\u2019]\\p{L}))"
              + "(?![\\p{L}\\p{N}-])");

  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.TAI_LE,
          UnicodeScript.NEW_TAI_LUE,
          UnicodeScript.TAI_THAM,
          UnicodeScript.JAVANESE,
          UnicodeScript.BALINESE,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA);

  /** Letters of other scripts that look like Latin ones, and what they look like. */
  private static final Map<Integer, Character> LOOKALIKES = lookalikes();

  private LineCheck() {}

  /** What can be found. */
  public enum Rule {
    BIDI_CONTROL,
    INVISIBLE_CHARACTER,
    EMOJI,
    MIXED_SCRIPTS,
    WEB_ADDRESS,
    REPEATED_LETTERS,
    REPEATED_MARKS,
    REPEATED_WORDS,
    STUTTER,
    LONG_LINE
  }

  /**
   * A place in a line.
   *
   * @param column in characters from 1; 0 when it is about the whole line
   * @param what was found there
   */
  public record Found(Rule rule, int column, String what) {}

  /** What is odd in a line, at most one of each rule. */
  public static List<Found> of(String line) {
    if (line.length() <= LONG_CHARACTERS && isPlain(line)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    signs(line, found);
    matches(line, found);
    repeats(line, found);
    words(line, found);
    int characters = line.codePointCount(0, line.length());
    if (characters > LONG_CHARACTERS) {
      found.add(new Found(Rule.LONG_LINE, 0, Integer.toString(characters)));
    }
    return found;
  }

  /**
   * Most lines: letters, spaces, single marks, no word next to itself. Whatever else there is, the
   * rules decide.
   */
  private static boolean isPlain(String line) {
    char before = 0;
    int same = 0;
    int wordStart = 0;
    int lastStart = -1;
    int lastEnd = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      same = (c | ' ') == (before | ' ') ? same + 1 : 1;
      boolean odd = c > 0x2BF || c == 0xAD || (c == ':' && isAt(line, i, "://")) || c == '-';
      if (odd || same > MOST_TIMES || (c == '.' && i >= 3 && isAt(line, i - 3, "www"))) {
        return false;
      }
      if (c == ' ' || c == '\t') {
        int length = i - wordStart;
        boolean again =
            length > 0
                && lastEnd - lastStart == length
                && line.regionMatches(true, lastStart, line, wordStart, length);
        if (again) {
          return false;
        }
        lastStart = wordStart;
        lastEnd = i;
        wordStart = i + 1;
      }
      before = c;
    }
    return true;
  }

  private static boolean isAt(String line, int at, String text) {
    return line.regionMatches(true, at, text, 0, text.length());
  }

  private static void signs(String line, List<Found> found) {
    Optional<Found> bidi = Optional.empty();
    Optional<Found> invisible = Optional.empty();
    Optional<Found> emoji = Optional.empty();
    int column = 1;
    for (int i = 0; i < line.length(); column++) {
      int c = line.codePointAt(i);
      if (isBidi(c)) {
        bidi = bidi.isPresent() ? bidi : sign(Rule.BIDI_CONTROL, column, code(c));
      } else if (isInvisible(c) && !joins(line, i)) {
        invisible =
            invisible.isPresent() ? invisible : sign(Rule.INVISIBLE_CHARACTER, column, code(c));
      } else if (isEmoji(c)) {
        String shown = Character.toString(c) + " " + code(c);
        emoji = emoji.isPresent() ? emoji : sign(Rule.EMOJI, column, shown);
      }
      i += Character.charCount(c);
    }
    bidi.ifPresent(found::add);
    invisible.ifPresent(found::add);
    emoji.ifPresent(found::add);
  }

  private static Optional<Found> sign(Rule rule, int column, String what) {
    return Optional.of(new Found(rule, column, what));
  }

  private static String code(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /** What makes text run in another direction than it is written in. */
  public static boolean isBidi(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isInvisible(int c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x180E;
  }

  /**
   * Within words of some scripts, joiners are spelling; within emoji they belong to those. Where no
   * spaces are written, words are parted by what is not seen.
   */
  private static boolean joins(String line, int at) {
    char c = line.charAt(at);
    if (c == 0x200B) {
      return (at > 0 && isUnspaced(line.codePointBefore(at)))
          || (at + 1 < line.length() && isUnspaced(line.codePointAt(at + 1)));
    }
    if ((c != 0x200C && c != 0x200D) || at == 0) {
      return false;
    }
    int before = line.codePointBefore(at);
    return isEmoji(before) || (isOfWord(before) && UnicodeScript.of(before) != UnicodeScript.LATIN);
  }

  private static boolean isUnspaced(int c) {
    return UNSPACED.contains(UnicodeScript.of(c));
  }

  private static boolean isOfWord(int c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean isEmoji(int c) {
    return (c >= 0x1F000 && c <= 0x1FAFF)
        || (c >= 0x2600 && c <= 0x27BF)
        || (c >= 0x2B05 && c <= 0x2B55)
        || (c >= 0xE0020 && c <= 0xE007F)
        || (c >= 0xE000 && c <= 0xF8FF)
        || c == 0xFE0F
        || c == 0x20E3;
  }

  private static void matches(String line, List<Found> found) {
    Matcher address = ADDRESS.matcher(line);
    if (address.find()) {
      found.add(new Found(Rule.WEB_ADDRESS, column(line, address.start()), address.group()));
    }
    Matcher stutter = STUTTER.matcher(line);
    if (stutter.find()) {
      found.add(new Found(Rule.STUTTER, column(line, stutter.start()), stutter.group()));
    }
  }

  private static int column(String line, int index) {
    return line.codePointCount(0, index) + 1;
  }

  /** Letters and marks in a row; digits and spaces may repeat. */
  private static void repeats(String line, List<Found> found) {
    boolean letters = false;
    boolean marks = false;
    int start = 0;
    for (int i = 1; i <= line.length(); i++) {
      if (i < line.length() && same(line.charAt(i), line.charAt(start))) {
        continue;
      }
      char c = line.charAt(start);
      if (i - start > MOST_TIMES && !letters && Character.isLetter(c)) {
        letters = true;
        found.add(new Found(Rule.REPEATED_LETTERS, column(line, start), line.substring(start, i)));
      } else if (i - start > MOST_TIMES && !marks && isMark(c)) {
        marks = true;
        found.add(new Found(Rule.REPEATED_MARKS, column(line, start), line.substring(start, i)));
      }
      start = i;
    }
  }

  private static boolean same(char one, char other) {
    return one == other || Character.toLowerCase(one) == Character.toLowerCase(other);
  }

  private static boolean isMark(char c) {
    return !Character.isLetterOrDigit(c) && !Character.isWhitespace(c) && !Character.isSurrogate(c);
  }

  private static void words(String line, List<Found> found) {
    boolean mixed = false;
    String before = "";
    int times = 1;
    int first = 0;
    boolean repeated = false;
    for (int start = next(line, 0); start < line.length(); ) {
      int end = end(line, start);
      String word = line.substring(start, end);
      if (!mixed && isMixed(word)) {
        mixed = true;
        found.add(new Found(Rule.MIXED_SCRIPTS, column(line, start), word));
      }
      boolean again = word.equalsIgnoreCase(before) && !isNumber(word);
      times = again ? times + 1 : 1;
      first = again ? first : start;
      if (times > MOST_TIMES && !repeated) {
        repeated = true;
        found.add(new Found(Rule.REPEATED_WORDS, column(line, first), word));
      }
      before = word;
      start = next(line, end);
    }
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }

  private static int next(String line, int from) {
    int at = from;
    while (at < line.length() && !Character.isLetterOrDigit(line.codePointAt(at))) {
      at += Character.charCount(line.codePointAt(at));
    }
    return at;
  }

  private static int end(String line, int from) {
    int at = from;
    while (at < line.length()) {
      int c = line.codePointAt(at);
      boolean within =
          c == '\'' || c == 0x2019 || Character.getType(c) == Character.NON_SPACING_MARK;
      if (!within && !Character.isLetterOrDigit(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private enum Script {
    ONE,
    /** As in formulas and names of things. */
    MEANT,
    MIXED,
    /** All letters that are not Latin look as if they were. */
    DISGUISED
  }

  private static boolean isMixed(String word) {
    Script script = script(word);
    return script == Script.MIXED || script == Script.DISGUISED;
  }

  /** Latin letters together with those of Cyrillic or Greek are in no dictionary. */
  private static Script script(String word) {
    boolean latin = false;
    boolean alike = false;
    boolean cyrillic = false;
    boolean greek = false;
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      UnicodeScript script = UnicodeScript.of(c);
      latin |= script == UnicodeScript.LATIN;
      boolean lookalike = LOOKALIKES.containsKey(c);
      alike |= lookalike;
      cyrillic |= !lookalike && script == UnicodeScript.CYRILLIC;
      greek |= !lookalike && script == UnicodeScript.GREEK;
      i += Character.charCount(c);
    }
    if (!latin || (!alike && !cyrillic && !greek)) {
      return Script.ONE;
    }
    return greek ? Script.MEANT : cyrillic ? Script.MIXED : Script.DISGUISED;
  }

  /**
   * The line without what a rule found, as far as that changes nothing that is said.
   *
   * @return empty where nothing can be taken away
   */
  public static Optional<String> mend(Rule rule, String line) {
    String mended =
        switch (rule) {
          case BIDI_CONTROL, INVISIBLE_CHARACTER -> withoutInvisible(line);
          case EMOJI -> withoutEmoji(line);
          case MIXED_SCRIPTS -> inLatin(line);
          case REPEATED_MARKS -> withFewerMarks(line);
          case STUTTER -> STUTTER.matcher(line).replaceAll("$2$3");
          case WEB_ADDRESS, REPEATED_LETTERS, REPEATED_WORDS, LONG_LINE -> line;
        };
    return mended.equals(line) ? Optional.empty() : Optional.of(mended);
  }

  private static String withoutInvisible(String line) {
    StringBuilder clean = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      if (!isBidi(c) && (!isInvisible(c) || joins(line, i))) {
        clean.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  private static String withoutEmoji(String line) {
    StringBuilder clean = new StringBuilder(line.length());
    boolean afterEmoji = false;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      boolean gone = isEmoji(c) || (c == 0x200D && afterEmoji);
      boolean secondSpace = afterEmoji && c == ' ' && endsInSpace(clean);
      if (!gone && !secondSpace) {
        clean.appendCodePoint(c);
      }
      afterEmoji = gone;
      i += Character.charCount(c);
    }
    return clean.length() == line.length() ? line : clean.toString().stripTrailing();
  }

  private static boolean endsInSpace(StringBuilder text) {
    return text.length() == 0 || text.charAt(text.length() - 1) == ' ';
  }

  /** Three points stay, of all else one: nobody reads punctuation aloud. */
  private static String withFewerMarks(String line) {
    StringBuilder fewer = new StringBuilder(line.length());
    int start = 0;
    for (int i = 1; i <= line.length(); i++) {
      if (i < line.length() && line.charAt(i) == line.charAt(start)) {
        continue;
      }
      char c = line.charAt(start);
      int most = i - start > MOST_TIMES && isMark(c) ? (c == '.' ? MOST_TIMES : 1) : i - start;
      fewer.append(line, start, start + most);
      start = i;
    }
    return fewer.toString();
  }

  private static String inLatin(String line) {
    StringBuilder latin = new StringBuilder(line.length());
    int done = 0;
    for (int start = next(line, 0); start < line.length(); ) {
      int end = end(line, start);
      String word = line.substring(start, end);
      latin.append(line, done, start);
      if (script(word) == Script.DISGUISED) {
        word.codePoints()
            .forEach(
                c -> {
                  Character alike = LOOKALIKES.get(c);
                  latin.appendCodePoint(alike == null ? c : alike);
                });
      } else {
        latin.append(word);
      }
      done = end;
      start = next(line, end);
    }
    return latin.append(line, done, line.length()).toString();
  }

  private static Map<Integer, Character> lookalikes() {
    Map<Integer, Character> alike = new TreeMap<>();
    put(alike, "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455", "aeopcyxijs");
    put(
        alike,
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405",
        "ABEKMHOPCTYXIJS");
    put(
        alike,
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABEZHIKMNOPTYX");
    put(alike, "\u03bf\u03bd", "ov");
    return alike;
  }

  private static void put(Map<Integer, Character> alike, String others, String latin) {
    for (int i = 0; i < others.length(); i++) {
      alike.put((int) others.charAt(i), latin.charAt(i));
    }
  }
}
