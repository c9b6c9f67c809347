package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.adapt.TrainingException.Reason;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: which words are said in which utterance, how they are pronounced, which
 * utterances train and which only measure, and the text for the language model.
 */
final class Preparation {
  static final String TRAIN = "train.tsv";
  static final String TEST = "test.tsv";
  static final String DICTIONARY = "words.dict";
  static final String TEXT = "text.txt";
  static final String LEFT_OUT = "left-out.tsv";

  private static final String RESERVED_PHONE = "SIL";

  /** Phones are numbered by a byte in files, and triphones grow with their cube. */
  private static final int MOST_PHONES = 100;

  /** Words in a dictionary from which the pronunciation of others can be learnt. */
  private static final int ENOUGH_TO_GUESS = 500;

  /** Shorter sentences are said by everybody and no sign that test data is trained on. */
  private static final int LEAK_WORDS = 4;

  /** What would end a name, or its line, in the files of the stages. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

  /** Names stand in the index of the features in at most 65,535 bytes. */
  private static final int LONGEST_ID = 10_000;

  private final ScratchData data;
  private final ScratchSettings settings;
  private final TextNormalizer normalizer;
  private final Map<String, List<Pronunciation>> dictionary = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();

  Preparation(ScratchData data, ScratchSettings settings) {
    this.data = data;
    this.settings = settings;
    normalizer = normalizer(data);
  }

  static TextNormalizer normalizer(ScratchData data) {
    Lexicon lexicon = data.lexicon();
    return TextNormalizer.of(
        data.locale(), word -> lexicon != null && !lexicon.pronunciations(word).isEmpty());
  }

  /** An utterance and its words. */
  record Spoken(String id, List<String> words) {
    String line() {
      return id + "\t" + String.join(" ", words) + "\n";
    }

    static Spoken of(String line) {
      int tab = line.indexOf('\t');
      return new Spoken(line.substring(0, tab), List.of(line.substring(tab + 1).split(" ")));
    }
  }

  static List<Spoken> read(Path file) throws IOException {
    List<Spoken> spoken = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      spoken.add(Spoken.of(line));
    }
    return spoken;
  }

  void write(Path folder, Progress progress) throws IOException {
    List<Spoken> train = new ArrayList<>();
    List<Spoken> test = new ArrayList<>();
    Set<String> tested = new HashSet<>();
    boolean split = data.utterances().stream().noneMatch(u -> u.use() == Use.TEST);
    Set<String> ids = new HashSet<>();
    for (Utterance utterance : data.utterances()) {
      progress.checkCancelled();
      if (!ids.add(utterance.id())) {
        throw new TrainingException(
            Reason.VALIDATION_FAILED,
            "Two utterances are named \"" + shown(utterance.id()) + "\".");
      }
      List<String> words = normalizer.words(utterance.text());
      if (UNFIT.matcher(utterance.id()).find() || utterance.id().length() > LONGEST_ID) {
        leaveOut(
            shown(utterance.id()),
            "its name is longer than %d characters or has a tab or a line break in it; rename it"
                .formatted(LONGEST_ID));
      } else if (words.isEmpty()) {
        leaveOut(utterance.id(), "its transcript has no words");
      } else if (utterance.use() == Use.TEST || (split && measures(utterance.id()))) {
        test.add(new Spoken(utterance.id(), words));
        if (words.size() >= LEAK_WORDS) {
          tested.add(String.join(" ", words));
        }
      } else if (utterance.recorded()) {
        train.add(new Spoken(utterance.id(), words));
      }
    }
    progress.report(0.2, train.size() + " utterances with transcripts");
    pronounce(train, progress.part(0.2, 0.7));
    List<Spoken> pronounced = withPronunciations(train, "no pronunciation of \"%s\"");
    List<Spoken> kept = withCommonPhones(pronounced);
    if (kept.isEmpty()) {
      throw notEnough(train.size(), pronounced);
    }
    writeLines(folder.resolve(TRAIN), kept.stream().map(Spoken::line).toList());
    writeLines(folder.resolve(TEST), test.stream().map(Spoken::line).toList());
    writeDictionary(folder.resolve(DICTIONARY));
    writeText(folder.resolve(TEXT), kept, tested, progress);
    writeLines(folder.resolve(LEFT_OUT), leftOut.stream().map(line -> line + "\n").toList());
    progress.report(1, "%d words, %d left out".formatted(dictionary.size(), leftOut.size()));
  }

  private static String shown(String id) {
    String line = UNFIT.matcher(id).replaceAll("?");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  private TrainingException notEnough(int given, List<Spoken> pronounced) {
    String reason =
        pronounced.isEmpty()
            ? "None of the %d utterances can be trained on%s."
                .formatted(
                    given, leftOut.isEmpty() ? "" : "; " + leftOut.get(0).replace("\t", ": "))
            : "Too little is said in the %d utterances: every phone is needed, and too many are spoken"
                    .formatted(given)
                + " fewer than %d times.".formatted(settings.fewestOfPhone());
    return new TrainingException(
        Reason.NOT_ENOUGH_DATA, reason + " " + FeatureStage.needed(settings));
  }

  private void leaveOut(String id, String reason) {
    leftOut.add(id + "\t" + reason);
  }

  /** By chance, but always the same for an id and a seed. */
  private boolean measures(String id) {
    String hash = new Sha256().add(id).add(String.valueOf(settings.seed())).hex();
    return Integer.parseInt(hash.substring(0, 6), 16) < settings.testShare() * (1 << 24);
  }

  /** Finds the pronunciations of all words: given, guessed from those given, or the letters. */
  private void pronounce(List<Spoken> utterances, Progress progress) {
    Lexicon given = data.lexicon();
    if (given != null) {
      for (String word : given.words()) {
        List<Pronunciation> variants = given.pronunciations(word);
        if (variants.stream().anyMatch(v -> v.phones().contains(RESERVED_PHONE))) {
          throw new TrainingException(
              Reason.VALIDATION_FAILED,
              "The dictionary pronounces \"%s\" with %s, which stands for silence."
                  .formatted(word, RESERVED_PHONE));
        }
        dictionary
            .computeIfAbsent(
                word.toLowerCase(Locale.forLanguageTag(data.locale())), w -> new ArrayList<>())
            .addAll(variants);
      }
    }
    Set<String> unknown = new TreeSet<>();
    for (Spoken utterance : utterances) {
      for (String word : utterance.words()) {
        if (!dictionary.containsKey(word)) {
          unknown.add(word);
        }
      }
    }
    if (given == null) {
      unknown.forEach(this::spell);
    } else if (!unknown.isEmpty() && dictionary.size() >= ENOUGH_TO_GUESS) {
      GraphemeToPhoneme guesser = GraphemeToPhoneme.train(given, progress);
      for (String word : unknown) {
        guesser.guess(word, 1).stream()
            .findFirst()
            .filter(guess -> guesser.canSpell(word))
            .ifPresent(guess -> dictionary.put(word, List.of(guess.pronunciation())));
      }
    }
  }

  /** Letters as phones, for a language without a dictionary. */
  private void spell(String word) {
    List<String> letters =
        word.codePoints()
            .filter(c -> Character.isLetter(c) || isVowelSign(c))
            .mapToObj(Character::toString)
            .toList();
    if (!letters.isEmpty()) {
      dictionary.put(word, List.of(new Pronunciation(letters)));
    }
  }

  private static boolean isVowelSign(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private List<Spoken> withPronunciations(List<Spoken> utterances, String reason) {
    List<Spoken> kept = new ArrayList<>();
    for (Spoken each : utterances) {
      String missing = missing(each);
      if (missing == null) {
        kept.add(each);
      } else {
        leaveOut(each.id(), reason.formatted(missing));
      }
    }
    return kept;
  }

  private @Nullable String missing(Spoken utterance) {
    return utterance.words().stream()
        .filter(word -> !dictionary.containsKey(word))
        .findFirst()
        .orElse(null);
  }

  /**
   * Takes phones that are spoken too rarely out of the dictionary, and the utterances that then
   * lack a word, until every phone that is left has enough.
   */
  private List<Spoken> withCommonPhones(List<Spoken> utterances) {
    List<Spoken> kept = utterances;
    while (true) {
      Map<String, Integer> counts = counts(kept);
      Set<String> rare = new TreeSet<>();
      for (List<Pronunciation> variants : dictionary.values()) {
        for (Pronunciation variant : variants) {
          for (String phone : variant.phones()) {
            if (counts.getOrDefault(phone, 0) < settings.fewestOfPhone()) {
              rare.add(phone);
            }
          }
        }
      }
      if (rare.isEmpty()) {
        requireFewPhones(counts.size());
        return kept;
      }
      for (String phone : rare) {
        leaveOut(
            "phone " + phone,
            "spoken %d times, %d are needed; words with it cannot be recognised"
                .formatted(counts.getOrDefault(phone, 0), settings.fewestOfPhone()));
      }
      dictionary.replaceAll(
          (word, variants) ->
              variants.stream()
                  .filter(v -> v.phones().stream().noneMatch(rare::contains))
                  .toList());
      dictionary.values().removeIf(List::isEmpty);
      kept = withPronunciations(kept, "\"%s\" has a phone that is spoken too rarely");
    }
  }

  private void requireFewPhones(int phones) {
    if (phones >= MOST_PHONES) {
      throw new TrainingException(
          Reason.VALIDATION_FAILED,
          "The dictionary has %d different phones, at most %d are possible; leave out tone or stress."
              .formatted(phones, MOST_PHONES - 1));
    }
  }

  private Map<String, Integer> counts(List<Spoken> utterances) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Spoken each : utterances) {
      for (String word : each.words()) {
        for (String phone : dictionary.get(word).get(0).phones()) {
          counts.merge(phone, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private void writeDictionary(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    dictionary.forEach(
        (word, variants) -> {
          List<Pronunciation> different = variants.stream().distinct().toList();
          for (int i = 0; i < different.size(); i++) {
            lines.add(word + (i == 0 ? " " : "(" + (i + 1) + ") ") + different.get(i) + "\n");
          }
        });
    writeLines(file, lines);
  }

  /** Transcripts and texts, without the sentences that measure. */
  private void writeText(Path file, List<Spoken> train, Set<String> tested, Progress progress)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Spoken each : train) {
        writeSentence(each.words(), tested, out);
      }
      for (Text text : data.texts()) {
        text.lines()
            .forEach(
                line -> {
                  progress.checkCancelled();
                  for (List<String> sentence : normalizer.sentences(line)) {
                    writeSentence(sentence, tested, out);
                  }
                });
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void writeSentence(List<String> words, Set<String> tested, BufferedWriter out) {
    String sentence = String.join(" ", words);
    if (tested.contains(sentence)) {
      return;
    }
    try {
      out.write(sentence);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writeLines(Path file, List<String> lines) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String line : lines) {
        out.write(line);
      }
    }
  }
}
