package io.diction.speech.lexicon;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import io.diction.speech.LogAdd;
import io.diction.speech.Progress;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.language.Vocabulary;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guesses how a word is spoken from how it is written: a joint n-gram model over pairs of letters
 * and phones, trained from a dictionary; M. Bisani and H. Ney, "Joint-Sequence Models for
 * Grapheme-to-Phoneme Conversion", Speech Communication 50(5), 2008. Immutable, shared by threads.
 */
public final class GraphemeToPhoneme {
  private static final String FORMAT = "pronunciation model";
  private static final int VERSION = 1;

  /** Longer histories of pairs bring nothing more on a tenth held out of the CMU dictionary. */
  private static final int ORDER = 7;

  private static final int BEAM = 120;

  /** Candidates this much (ln) behind the best of their position are dropped. */
  private static final float BEAM_WIDTH = 9;

  private static final int MAX_LETTERS = 64;

  /** Between letters and phones in the name of a pair; neither contains it. */
  private static final char BETWEEN = '}';

  private final BackoffLanguageModel pairs;

  /** By letters, the pairs that spell them. */
  private final Map<String, List<Pair>> spelling;

  /** Letters that occur in some pair. */
  private final Set<Character> letters = new HashSet<>();

  private record Pair(int word, String phones) {}

  /**
   * A guess.
   *
   * @param probability of this pronunciation, given the spelling; all guesses together at most 1
   */
  public record Guess(Pronunciation pronunciation, double probability) {}

  private GraphemeToPhoneme(BackoffLanguageModel pairs) {
    this.pairs = pairs;
    spelling = new HashMap<>();
    for (int word = 0; word < pairs.vocabulary().size(); word++) {
      String name = pairs.vocabulary().word(word);
      int between = name.indexOf(BETWEEN);
      if (between > 0) {
        spelling
            .computeIfAbsent(name.substring(0, between), spelled -> new ArrayList<>())
            .add(new Pair(word, name.substring(between + 1)));
        name.substring(0, between).chars().forEach(letter -> letters.add((char) letter));
      }
    }
  }

  /**
   * Learns from a dictionary. Words with anything but letters and apostrophes are left out. The
   * same dictionary gives the same model. Takes some ten seconds for 134,000 entries.
   */
  public static GraphemeToPhoneme train(Lexicon lexicon, Progress progress) {
    return train(lexicon, lexicon.words(), progress);
  }

  /** Learns from some words of a dictionary. */
  static GraphemeToPhoneme train(Lexicon lexicon, Collection<String> words, Progress progress) {
    Training training = new Training(lexicon, words);
    return new GraphemeToPhoneme(training.run(progress));
  }

  public void write(Path file) throws IOException {
    BinaryFile.write(file, FORMAT, VERSION, out -> BackoffModelFile.writeContent(pairs, out));
  }

  /**
   * @throws io.diction.speech.FormatException when the file is another, too old, too new or damaged
   */
  public static GraphemeToPhoneme read(Path file) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        VERSION,
        VERSION,
        (DataInputStream in, long limit) ->
            new GraphemeToPhoneme(BackoffModelFile.readContent(in, limit)));
  }

  /** Whether {@link #cached} finds a model that was learnt before. */
  public static boolean isCached(Path folder, String sha256) {
    return Files.isRegularFile(file(folder, sha256));
  }

  private static Path file(Path folder, String sha256) {
    return folder.resolve("pronunciation-" + sha256.substring(0, 16) + ".model");
  }

  /**
   * The model of a base dictionary, which takes long to learn: the one kept in a folder, or learnt
   * and kept there when there is none, or one that is damaged or outdated.
   *
   * @param folder may be shared by processes; created when absent
   * @param sha256 of the base model that the dictionary belongs to
   * @param progress told that one is learnt, which takes up to minutes, and asked whether to stop
   */
  public static GraphemeToPhoneme cached(
      Path folder, String sha256, Lexicon lexicon, Progress progress) throws IOException {
    Path file = file(folder, sha256);
    if (Files.isRegularFile(file)) {
      try {
        return read(file);
      } catch (FormatException e) {
        progress.report(0, "pronunciation model made anew: " + e.reason());
      }
    }
    progress.report(0, "learning pronunciations from the base lexicon");
    GraphemeToPhoneme learnt = train(lexicon, progress.unheard());
    Files.createDirectories(folder);
    learnt.write(file);
    return learnt;
  }

  /**
   * The most probable pronunciations of a word, best first; none where the word has no letters that
   * the dictionary knows. Letters it lacks are skipped.
   *
   * @param atMost guesses wanted
   */
  public List<Guess> guess(String written, int atMost) {
    String word = known(written);
    List<Map<Candidate, Candidate>> positions = new ArrayList<>();
    for (int i = 0; i <= word.length(); i++) {
      positions.add(new HashMap<>());
    }
    Candidate start = new Candidate(pairs.startState(), "", 0);
    positions.get(0).put(start, start);
    for (int i = 0; i < word.length(); i++) {
      for (Candidate candidate : best(positions.get(i).values())) {
        for (int length = 1; length <= 2 && i + length <= word.length(); length++) {
          String spelled = word.substring(i, i + length);
          for (Pair pair : spelling.getOrDefault(spelled, List.of())) {
            put(candidate.after(pairs, pair), positions.get(i + length));
          }
        }
      }
      positions.set(i, Map.of());
    }
    return guesses(positions.get(word.length()).values(), atMost);
  }

  private String known(String word) {
    StringBuilder kept = new StringBuilder();
    String lower = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && kept.length() < MAX_LETTERS; i++) {
      if (letters.contains(lower.charAt(i))) {
        kept.append(lower.charAt(i));
      }
    }
    return kept.toString();
  }

  private static void put(Candidate candidate, Map<Candidate, Candidate> into) {
    into.merge(candidate, candidate, Candidate::plus);
  }

  private static List<Candidate> best(Collection<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Candidate.BEST_FIRST);
    int kept = 0;
    while (kept < Math.min(BEAM, sorted.size())
        && sorted.get(kept).logProb >= sorted.get(0).logProb - BEAM_WIDTH) {
      kept++;
    }
    return sorted.subList(0, kept);
  }

  private List<Guess> guesses(Collection<Candidate> complete, int atMost) {
    Map<String, Double> byPhones = new HashMap<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : complete) {
      best = Math.max(best, candidate.logProb);
    }
    double total = 0;
    for (Candidate candidate : best(complete)) {
      double end = pairs.logProb(candidate.state, pairs.endOfSentence());
      double prob = StrictMath.exp(candidate.logProb - best + end);
      total += prob;
      if (!candidate.phones.isEmpty()) {
        byPhones.merge(candidate.phones, prob, Double::sum);
      }
    }
    double all = total;
    return byPhones.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(atMost)
        .map(e -> new Guess(Pronunciation.parse(e.getKey()), e.getValue() / all))
        .toList();
  }

  /** A spoken beginning of the word; equal ones have the same future and sound. */
  private static final class Candidate {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble((Candidate c) -> -c.logProb)
            .thenComparing(c -> c.phones)
            .thenComparingLong(c -> c.state);

    private final long state;
    private final String phones;
    private final double logProb;

    Candidate(long state, String phones, double logProb) {
      this.state = state;
      this.phones = phones;
      this.logProb = logProb;
    }

    Candidate after(BackoffLanguageModel pairs, Pair pair) {
      String further =
          pair.phones().isEmpty()
              ? phones
              : phones.isEmpty() ? pair.phones() : phones + " " + pair.phones();
      return new Candidate(
          pairs.nextState(state, pair.word()),
          further,
          logProb + pairs.logProb(state, pair.word()));
    }

    Candidate plus(Candidate other) {
      return new Candidate(state, phones, LogAdd.exact(logProb, other.logProb));
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Candidate other
          && state == other.state
          && phones.equals(other.phones);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(state) + phones.hashCode();
    }
  }

  /** From a dictionary to counted pairs. */
  private static final class Training {
    private final List<String> letterNames;
    private final List<String> phoneNames;
    private final List<GraphoneAligner.Entry> entries = new ArrayList<>();

    Training(Lexicon lexicon, Collection<String> words) {
      TreeSet<String> letters = new TreeSet<>();
      TreeSet<String> phones = new TreeSet<>();
      List<String> sorted = new ArrayList<>();
      for (String word : new TreeSet<>(words)) {
        if (isSpelled(word)) {
          sorted.add(word);
          letters.addAll(Arrays.asList(word.split("")));
          lexicon.pronunciations(word).forEach(p -> phones.addAll(p.phones()));
        }
      }
      letterNames = List.copyOf(letters);
      phoneNames = List.copyOf(phones);
      Map<String, Integer> letterIds = numbered(letterNames);
      Map<String, Integer> phoneIds = numbered(phoneNames);
      for (String word : sorted) {
        int[] spelled = Arrays.stream(word.split("")).mapToInt(letterIds::get).toArray();
        for (Pronunciation pronunciation : lexicon.pronunciations(word)) {
          int[] heard = pronunciation.phones().stream().mapToInt(phoneIds::get).toArray();
          entries.add(new GraphoneAligner.Entry(spelled, heard));
        }
      }
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("no word to learn pronunciations from");
      }
    }

    private static boolean isSpelled(String word) {
      return !word.isEmpty()
          && word.chars().allMatch(c -> c == '\'' || Character.isLetter(c))
          && word.chars().anyMatch(Character::isLetter);
    }

    private static Map<String, Integer> numbered(List<String> names) {
      Map<String, Integer> ids = new HashMap<>();
      for (String name : names) {
        ids.put(name, ids.size());
      }
      return ids;
    }

    BackoffLanguageModel run(Progress progress) {
      GraphoneAligner aligner = new GraphoneAligner(letterNames.size(), phoneNames.size());
      aligner.train(entries, progress.part(0, 0.5));
      NGramCounts counts = new NGramCounts(ORDER);
      Map<GraphoneAligner.Graphone, String> names = new HashMap<>();
      for (int e = 0; e < entries.size(); e++) {
        if ((e & 0xFFF) == 0) {
          progress.checkCancelled();
        }
        List<GraphoneAligner.Graphone> cut = aligner.align(entries.get(e));
        if (!cut.isEmpty()) {
          counts.addSentence(cut.stream().map(g -> names.computeIfAbsent(g, this::name)).toList());
        }
      }
      return KneserNey.estimate(counts, progress.part(0.6, 1));
    }

    private String name(GraphoneAligner.Graphone graphone) {
      StringBuilder name = new StringBuilder();
      graphone.letters().forEach(letter -> name.append(letterNames.get(letter)));
      name.append(BETWEEN);
      for (int i = 0; i < graphone.phones().size(); i++) {
        name.append(i == 0 ? "" : " ").append(phoneNames.get(graphone.phones().get(i)));
      }
      return name.toString();
    }
  }

  /** Whether a pair exists for each letter of a word. */
  public boolean canSpell(String word) {
    return !word.isEmpty() && known(word).length() == word.length();
  }

  /** Phones that this model can give. */
  public Collection<String> phones() {
    TreeSet<String> phones = new TreeSet<>();
    Vocabulary names = pairs.vocabulary();
    for (int word = 0; word < names.size(); word++) {
      String name = names.word(word);
      int between = name.indexOf(BETWEEN);
      if (between > 0 && between + 1 < name.length()) {
        phones.addAll(Arrays.asList(name.substring(between + 1).split(" ")));
      }
    }
    return phones;
  }
}
