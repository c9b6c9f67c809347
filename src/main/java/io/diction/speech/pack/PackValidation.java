package io.diction.speech.pack;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.audio.Audio;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.Vocabulary;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.Pronunciation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads all parts of a pack and looks whether they belong together, up to a recognition. Gathers
 * all that it finds instead of stopping at the first.
 */
final class PackValidation {
  /** Models of telephone speech hear recordings as a telephone would give them. */
  private static final int TELEPHONE_RATE_HZ = 8_000;

  /** Words of a language model that are no words. */
  private static final Set<String> MARKS = Set.of("<s>", "</s>", "<unk>", "<UNK>", "<sil>");

  private static final int EXAMPLES = 5;
  private static final int LONGEST_ORDER = 3;

  /** Above this share of its words without a pronunciation, a pack is hardly what was meant. */
  private static final double MOST_UNSPOKEN = 0.5;

  private final LanguagePack pack;
  private final List<PackFinding> findings;

  private PackValidation(LanguagePack pack, List<PackFinding> findings) {
    this.pack = pack;
    this.findings = findings;
  }

  /**
   * Validates a pack.
   *
   * @param findings receives what is wrong or doubtful
   */
  static void check(LanguagePack pack, List<PackFinding> findings, Progress progress)
      throws IOException {
    new PackValidation(pack, findings).check(progress);
  }

  /** Reads one part. */
  @FunctionalInterface
  private interface Part<T> {
    T read() throws IOException;
  }

  private void check(Progress progress) throws IOException {
    progress.report(0, "reading the acoustic model");
    AcousticModel acoustic = read(pack::acousticModel);
    progress.checkCancelled();
    progress.report(0.2, "reading the dictionary");
    Dictionary dictionary = read(pack::dictionary);
    progress.checkCancelled();
    progress.report(0.3, "reading the language model");
    LanguageModel language = read(pack::languageModel);
    progress.checkCancelled();
    progress.report(0.6, "comparing the parts");
    if (acoustic != null) {
      checkAcousticModel(acoustic);
    }
    if (dictionary != null && dictionary.words().isEmpty()) {
      error("the dictionary " + pack.description().dictionary() + " holds no word");
    }
    if (language != null && language.order() > LONGEST_ORDER) {
      error(
          "the language model has n-grams of %d words, at most %d are supported; prune it to %d"
              .formatted(language.order(), LONGEST_ORDER, LONGEST_ORDER));
    }
    if (acoustic != null && dictionary != null) {
      checkPhones(acoustic.phones(), dictionary);
    }
    if (acoustic != null && dictionary != null && language != null) {
      checkWords(acoustic.phones(), dictionary, language);
      if (findings.stream().noneMatch(PackFinding::isError)) {
        progress.checkCancelled();
        progress.report(0.8, "recognising a test");
        recognize(
            new SpeechModel(
                pack.name(),
                pack.sha256(),
                pack.locale(),
                acoustic,
                dictionary,
                language,
                RecognitionSettings.of(acoustic)));
      }
    }
    progress.report(1, "checked");
  }

  private <T> @Nullable T read(Part<T> part) throws IOException {
    try {
      return part.read();
    } catch (FormatException damaged) {
      error(damaged.getMessage());
      return null;
    }
  }

  private void checkAcousticModel(AcousticModel acoustic) {
    int rate = acoustic.features().sampleRateHz();
    if (rate != Audio.RECOGNITION_RATE_HZ && rate != TELEPHONE_RATE_HZ) {
      error(
          "the acoustic model was trained on audio of %d Hz; recordings are recognised at %d or %d Hz:"
                  .formatted(rate, Audio.RECOGNITION_RATE_HZ, TELEPHONE_RATE_HZ)
              + " choose a model trained on one of these rates");
    }
    if (acoustic.phones().statesPerPhone() != 3) {
      error(
          "the acoustic model's phones have %d states, only 3 are supported"
              .formatted(acoustic.phones().statesPerPhone()));
    }
  }

  private void checkPhones(PhoneSet phones, Dictionary dictionary) {
    Map<String, List<String>> unknown = new TreeMap<>();
    Set<String> used = new HashSet<>();
    int affected = 0;
    for (String word : dictionary.words()) {
      boolean whole = true;
      for (Pronunciation pronunciation : dictionary.pronunciations(word)) {
        for (String phone : pronunciation.phones()) {
          int id = phones.id(phone);
          if (id < 0 || phones.isFiller(id)) {
            whole = false;
            List<String> examples = unknown.computeIfAbsent(phone, p -> new ArrayList<>());
            if (examples.size() < EXAMPLES) {
              examples.add(word);
            }
          } else {
            used.add(phone);
          }
        }
      }
      affected += whole ? 0 : 1;
    }
    if (!unknown.isEmpty()) {
      List<String> lines = new ArrayList<>();
      unknown.forEach((phone, words) -> lines.add(clip(phone) + " (" + clip(words.get(0)) + ")"));
      String sentence =
          "%d of %d words in the dictionary are spoken with phones that the acoustic model does not have: %s"
              .formatted(affected, dictionary.words().size(), some(lines));
      if (used.isEmpty()) {
        error(
            sentence
                + ". None of its phones is known: dictionary and acoustic model use different"
                + " notations; the model has "
                + some(speech(phones)));
      } else {
        warning(sentence + ". These pronunciations are not used");
      }
    }
    List<String> unused = speech(phones);
    unused.removeAll(used);
    if (!unused.isEmpty() && !used.isEmpty()) {
      warning("no word of the dictionary is spoken with " + some(unused));
    }
  }

  private static List<String> speech(PhoneSet phones) {
    List<String> names = new ArrayList<>();
    for (int phone = 0; phone < phones.size(); phone++) {
      if (!phones.isFiller(phone)) {
        names.add(phones.names().get(phone));
      }
    }
    return names;
  }

  private void checkWords(PhoneSet phones, Dictionary dictionary, LanguageModel language) {
    Vocabulary vocabulary = language.vocabulary();
    List<String> unspoken = new ArrayList<>();
    int words = 0;
    int otherwise = 0;
    int spoken = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      String word = vocabulary.word(id);
      if (MARKS.contains(word)) {
        continue;
      }
      words++;
      if (dictionary.pronunciations(word).stream()
          .anyMatch(pronunciation -> isKnown(phones, pronunciation))) {
        spoken++;
      } else {
        unspoken.add(word);
        otherwise += isSpeltOtherwise(word, dictionary) ? 1 : 0;
      }
    }
    if (words == 0) {
      error("the vocabulary is empty: the language model " + file() + " holds no word");
      return;
    }
    if (unspoken.isEmpty()) {
      return;
    }
    String sentence =
        "%d of %d words in the language model have no pronunciation in the dictionary: %s"
            .formatted(unspoken.size(), words, some(unspoken));
    if (otherwise > unspoken.size() / 2) {
      sentence += ". Most of them are there in other capitals: write both in lower case";
    }
    if (spoken == 0) {
      error("the vocabulary is empty: " + sentence);
    } else if (unspoken.size() > words * MOST_UNSPOKEN) {
      error(sentence + ". Language model and dictionary hardly belong together");
    } else {
      warning(sentence + ". These words cannot be recognised");
    }
  }

  private static boolean isKnown(PhoneSet phones, Pronunciation pronunciation) {
    for (String phone : pronunciation.phones()) {
      int id = phones.id(phone);
      if (id < 0 || phones.isFiller(id)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpeltOtherwise(String word, Dictionary dictionary) {
    return !dictionary.pronunciations(word.toLowerCase(Locale.ROOT)).isEmpty()
        || !dictionary.pronunciations(word.toUpperCase(Locale.ROOT)).isEmpty();
  }

  private void recognize(SpeechModel model) {
    List<String> failed = new ArrayList<>();
    List<String> tried = TrialRecognition.words(model);
    for (String word : tried) {
      String heard = TrialRecognition.recognize(model, word);
      if (!List.of(heard.split(" ")).contains(word)) {
        failed.add(
            "\"%s\" was recognised as %s"
                .formatted(clip(word), heard.isEmpty() ? "nothing" : "\"" + clip(heard) + "\""));
      }
    }
    if (!tried.isEmpty() && failed.size() == tried.size()) {
      error(
          "a test failed: words spoken exactly as the acoustic model has learnt them are not"
              + " recognised ("
              + String.join(", ", failed)
              + "); the parts do not belong together");
    }
  }

  private String file() {
    return pack.description().languageModel();
  }

  private void error(String sentence) {
    findings.add(PackFinding.error(sentence));
  }

  private void warning(String sentence) {
    findings.add(PackFinding.warning(sentence));
  }

  private static String some(List<String> all) {
    List<String> first =
        new TreeSet<>(all).stream().limit(EXAMPLES).map(PackValidation::clip).toList();
    int more = all.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String clip(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }
}
