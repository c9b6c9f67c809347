package io.diction.vocabulary;

import io.diction.web.Refusal.Invalid;
import io.diction.web.TextLine;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A word or phrase that a model must know.
 *
 * @param soundsLike how it is said, in ordinary words or letters; empty when not given
 * @param phones how it is said, in the base model's phones; empty when not given
 * @param context sentences it occurs in, one a line
 * @param weight how much it counts; 1 is usual
 */
public record VocabularyTerm(
    UUID id, String term, String soundsLike, String phones, String context, double weight) {
  static final int LONGEST_TERM = 100;
  static final int LONGEST_PRONUNCIATION = 200;
  static final int LONGEST_CONTEXT = 2000;
  static final double LEAST_WEIGHT = 0.1;
  static final double MOST_WEIGHT = 10;

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern STRESS = Pattern.compile("(?<=\\b[A-Z]{2})[0-2](?= |$)");

  /** Several tokens, all in capitals, as nobody writes how something sounds. */
  private static final Pattern LOOKS_LIKE_PHONES = Pattern.compile("[A-Z]+\\d?( [A-Z0-9]+)+");

  private static final Pattern PHONE = Pattern.compile("[A-Z]{2,3}\\d?");

  /** Those of the built-in English dictionary. */
  private static final Set<String> PHONES =
      Set.of(
          "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G",
          "HH", "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T",
          "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH");

  public VocabularyTerm {
    term = TextLine.of(term);
    soundsLike = TextLine.of(soundsLike);
    phones = TextLine.of(phones);
    context = context.strip().replace("\r\n", "\n").replace('\r', '\n');
    TextLine.require(term, LONGEST_TERM, "custommodel.term.too-long");
    TextLine.require(soundsLike, LONGEST_PRONUNCIATION, "custommodel.term.pronunciation-too-long");
    TextLine.require(phones, LONGEST_PRONUNCIATION, "custommodel.term.pronunciation-too-long");
    TextLine.require(context, LONGEST_CONTEXT, "custommodel.term.context-too-long");
    if (term.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new Invalid("custommodel.term.required");
    }
    // A spreadsheet would run these as formulas when the exported vocabulary is opened in one.
    for (String cell : new String[] {term, soundsLike, context}) {
      if (!cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0) {
        throw new Invalid("custommodel.term.starts-with", cell.substring(0, 1));
      }
    }
    if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT)) {
      throw new Invalid("custommodel.term.weight-range", LEAST_WEIGHT, MOST_WEIGHT);
    }
  }

  /**
   * A term whose pronunciation may be either: phones when each of its tokens is one, with or
   * without the digits of stress that dictionaries write.
   *
   * @throws Invalid for a pronunciation that cannot be spoken
   */
  static VocabularyTerm of(
      UUID id, String term, String pronunciation, String context, double weight) {
    String said = TextLine.of(pronunciation);
    String unstressed = unstressed(said);
    boolean phones = !said.isEmpty() && arePhones(unstressed);
    if (!phones) {
      requireSpeakable(said);
    }
    return new VocabularyTerm(
        id, term, phones ? "" : said, phones ? unstressed : "", context, weight);
  }

  private static String unstressed(String phones) {
    return STRESS.matcher(phones).replaceAll("");
  }

  private static boolean arePhones(String said) {
    return SPACE.splitAsStream(said).allMatch(PHONES::contains);
  }

  /** Refused here, where it is typed, and not once a training has begun. */
  private static void requireSpeakable(String said) {
    if (said.isEmpty()) {
      return;
    }
    if (said.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new Invalid("custommodel.term.pronunciation-silent");
    }
    if (LOOKS_LIKE_PHONES.matcher(said).matches()) {
      SPACE
          .splitAsStream(said)
          .filter(token -> PHONE.matcher(token).matches() && !arePhones(unstressed(token)))
          .findFirst()
          .ifPresent(
              token -> {
                throw new Invalid("custommodel.term.pronunciation-no-phone", token);
              });
    }
  }

  /**
   * A term as a list gives it.
   *
   * @throws Invalid for a pronunciation that cannot be spoken
   */
  static VocabularyTerm listed(
      UUID id, String term, String soundsLike, String phones, String context, double weight) {
    String spoken = unstressed(TextLine.of(phones));
    if (!spoken.isEmpty() && !arePhones(spoken)) {
      throw new Invalid("custommodel.term.pronunciation-no-phone", spoken);
    }
    requireSpeakable(TextLine.of(soundsLike));
    return new VocabularyTerm(id, term, soundsLike, spoken, context, weight);
  }

  /** Whether it is a word that might have a pronunciation and has none. */
  public boolean isUnsaid() {
    return pronunciation().isEmpty() && SPACE.splitAsStream(term).count() == 1;
  }

  /** Whether the pronunciation that it has is of no use: it says one word, and this is several. */
  public boolean isPronouncedInVain() {
    return !pronunciation().isEmpty() && SPACE.splitAsStream(term).count() > 1;
  }

  /** As shown in one column. */
  public String pronunciation() {
    return phones.isEmpty() ? soundsLike : phones;
  }

  String key() {
    return key(term);
  }

  /** Tells terms apart: upper and lower case alike. */
  static String key(String term) {
    return term.toLowerCase(Locale.ROOT);
  }

  /** Whether all but the id is the same. */
  boolean saysTheSameAs(VocabularyTerm other) {
    return equals(
        new VocabularyTerm(
            id, other.term, other.soundsLike, other.phones, other.context, other.weight));
  }
}
