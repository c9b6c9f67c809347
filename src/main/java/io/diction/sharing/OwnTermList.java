package io.diction.sharing;

import io.diction.identity.Ids;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A list of terms as somebody types it: one a line, alone or followed by = and how it sounds. */
record OwnTermList(List<OwnTerm> terms, List<Problem> problems) {
  static final int MOST_TERMS = 500;

  private static final int MOST_PROBLEMS = 20;
  private static final int LONGEST_TEXT = 200_000;

  OwnTermList {
    terms = List.copyOf(terms);
    problems = List.copyOf(problems);
  }

  /**
   * A term.
   *
   * @param said how it sounds, in ordinary words or phones; empty to let it be guessed
   */
  record OwnTerm(String term, String said) {
    String line() {
      return said.isEmpty() ? term : term + " = " + said;
    }
  }

  /** A line that is no term, and why. */
  record Problem(int line, String messageKey, List<Object> arguments) {
    Problem {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Of a term that stands there twice the last one counts.
   *
   * @throws LimitReached when there are more than {@link #MOST_TERMS}
   */
  static OwnTermList read(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new LimitReached("sharing.terms.too-many", MOST_TERMS);
    }
    Map<String, OwnTerm> terms = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.isBlank()) {
        continue;
      }
      try {
        OwnTerm term = term(line);
        terms.remove(key(term));
        terms.put(key(term), term);
      } catch (Invalid wrong) {
        if (problems.size() < MOST_PROBLEMS) {
          problems.add(new Problem(number, wrong.messageKey(), List.of(wrong.arguments())));
        }
      }
    }
    if (terms.size() > MOST_TERMS) {
      throw new LimitReached("sharing.terms.too-many", MOST_TERMS);
    }
    return new OwnTermList(new ArrayList<>(terms.values()), problems);
  }

  private static String key(OwnTerm term) {
    return term.term().toLowerCase(Locale.ROOT);
  }

  /** By the rules of every vocabulary. */
  private static OwnTerm term(String line) {
    String[] parts = line.split("\t| ?= ?", 2);
    VocabularyTerm checked =
        new VocabularyTerm(Ids.next(), parts[0], parts.length > 1 ? parts[1] : "", "", "", 1);
    if (!checked.soundsLike().isEmpty()
        && checked.soundsLike().codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new Invalid("custommodel.term.pronunciation-silent");
    }
    if (checked.isPronouncedInVain()) {
      throw new Invalid("sharing.terms.said-in-vain", checked.term());
    }
    return new OwnTerm(checked.term(), checked.soundsLike());
  }

  String text() {
    return terms.stream().map(OwnTerm::line).collect(Collectors.joining("\n"));
  }
}
