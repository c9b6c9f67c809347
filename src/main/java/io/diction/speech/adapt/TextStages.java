package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.display.DisplayTraining;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.text.TextNormalizer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Normalises all text and splits it: most trains, a part tunes, a part measures. Where there is
 * data to test on, it measures; otherwise a tenth does. The split goes by the hash of the words, so
 * the same sentence is never on two sides.
 */
final class TextStages {
  static final String TRAIN = "train.txt";
  static final String TUNE = "tune.txt";
  static final String MEASURE = "measure.txt";
  static final String RECORDINGS = "recordings.json";

  private static final int PARTS = 10;
  private static final int TUNING_PART = 0;
  private static final int MEASURING_PART = 1;

  /** Longer transcripts are cut into sentences; a recogniser hears shorter ones in one go. */
  private static final int LONGEST_UTTERANCE_WORDS = 60;

  /** With fewer recordings than this a tenth of the texts measures too. */
  private static final int ENOUGH_RECORDINGS = 40;

  /** Shorter sentences ("thank you") may stand on both sides. */
  private static final int LEAK_WORDS = 4;

  private final TrainingData data;
  private final TextNormalizer normalizer;
  private final DisplayTraining spelling;
  private final boolean hasTest;
  private final Set<String> measured = new HashSet<>();

  /**
   * Indices of the utterances that have a recording.
   *
   * @param train adapt the acoustic model
   * @param tune choose how far it is adapted and how the recogniser is set
   * @param measure only measure
   * @param untranscribed have no transcript
   */
  record Recordings(
      List<Integer> train,
      List<Integer> tune,
      List<Integer> measure,
      List<Integer> untranscribed) {}

  TextStages(TrainingData data, SpeechModel base) {
    this.data = data;
    normalizer = normalizer(data, base);
    spelling = new DisplayTraining(normalizer);
    hasTest = data.utterances().stream().anyMatch(u -> u.use() == Use.TEST);
  }

  TextNormalizer normalizer() {
    return normalizer;
  }

  /** Reads what a base model's lexicon and the lists of the data know as words. */
  static TextNormalizer normalizer(TrainingData data, SpeechModel base) {
    Lexicon lexicon = base.lexicon();
    Set<String> displays = displays(data);
    return TextNormalizer.of(
        base.locale().toLanguageTag(),
        word -> displays.contains(word) || !lexicon.pronunciations(word).isEmpty(),
        displays);
  }

  /** Displayed forms that are one word, in the spelling of the lexicon. */
  private static Set<String> displays(TrainingData data) {
    Set<String> displays = new HashSet<>();
    for (SpokenForm form : data.spokenForms()) {
      displays.add(form.display().strip().toLowerCase(Locale.ROOT));
    }
    for (Term term : data.vocabulary()) {
      if (!term.pronunciation().isBlank()) {
        displays.add(term.term().strip().toLowerCase(Locale.ROOT));
      }
    }
    displays.removeIf(display -> !display.matches("\\S{1,40}"));
    return displays;
  }

  void write(Path folder, Progress progress) throws IOException {
    Recordings recordings =
        new Recordings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (BufferedWriter train = Files.newBufferedWriter(folder.resolve(TRAIN));
        BufferedWriter tune = Files.newBufferedWriter(folder.resolve(TUNE));
        BufferedWriter measure = Files.newBufferedWriter(folder.resolve(MEASURE))) {
      int trained = 0;
      for (int i = 0; i < data.utterances().size(); i++) {
        progress.checkCancelled();
        Utterance utterance = data.utterances().get(i);
        String words = String.join(" ", normalizer.words(utterance.text()));
        if (words.isEmpty()) {
          if (isUntranscribed(utterance)) {
            recordings.untranscribed().add(i);
          }
          continue;
        }
        if (measures(utterance, words)) {
          measured.add(words);
          write(utterance.text(), measure);
          if (utterance.recorded()) {
            recordings.measure().add(i);
          }
        }
      }
      for (int i = 0; i < data.utterances().size(); i++) {
        progress.checkCancelled();
        Utterance utterance = data.utterances().get(i);
        String words = String.join(" ", normalizer.words(utterance.text()));
        if (!words.isEmpty()
            && utterance.use() == Use.TRAIN
            && !measures(utterance, words)
            && !isLeak(words)) {
          trained++;
          learnSpelling(utterance.text());
          boolean tunes = part(words) == TUNING_PART;
          write(utterance.text(), tunes ? tune : train);
          if (utterance.recorded()) {
            (tunes ? recordings.tune() : recordings.train()).add(i);
          }
        }
      }
      for (Term term : data.vocabulary()) {
        for (String sentence : term.sentences()) {
          write(sentence, train);
        }
      }
      boolean measureTexts = !hasTest && trained < ENOUGH_RECORDINGS;
      for (int i = 0; i < data.texts().size(); i++) {
        Text text = data.texts().get(i);
        progress.report((double) i / data.texts().size(), "reading " + text.name());
        spelling.beginText();
        writeText(text, train, tune, measureTexts ? measure : train, progress);
      }
    }
    Files.write(folder.resolve(RECORDINGS), Json.bytes(recordings));
    writeSpelling(folder, progress);
  }

  private void learnSpelling(String utterance) {
    spelling.beginText();
    utterance.lines().forEach(spelling::addLine);
  }

  private void writeSpelling(Path folder, Progress progress) throws IOException {
    for (SpokenForm form : data.spokenForms()) {
      spelling.addForm(form.display(), form.spoken());
    }
    for (Term term : data.vocabulary()) {
      // A term in small letters says nothing about its capitals.
      if (!term.term().equals(term.term().toLowerCase(Locale.ROOT))) {
        spelling.addForm(term.term(), term.term());
      }
    }
    spelling.addRules(data.displayRules());
    if (!normalizer.limits().isEmpty()) {
      progress.report(1, normalizer.limits());
    }
    spelling.finish(progress).write(folder.resolve(ModelFolder.SPELLING));
  }

  private static boolean isUntranscribed(Utterance utterance) {
    return utterance.recorded() && utterance.use() == Use.TRAIN && utterance.text().isBlank();
  }

  private boolean measures(Utterance utterance, String words) {
    return hasTest ? utterance.use() == Use.TEST : part(words) == MEASURING_PART;
  }

  /** Whether a sentence to train on is one of those that measure. */
  private boolean isLeak(String words) {
    return measured.contains(words) && words.split(" ").length >= LEAK_WORDS;
  }

  private static int part(String words) {
    return Byte.toUnsignedInt(new Sha256().add(words).bytes()[0]) % PARTS;
  }

  private void write(String utterance, BufferedWriter out) throws IOException {
    List<String> words = normalizer.words(utterance);
    List<List<String>> sentences =
        words.size() <= LONGEST_UTTERANCE_WORDS ? List.of(words) : normalizer.sentences(utterance);
    for (List<String> sentence : sentences) {
      if (!sentence.isEmpty()) {
        out.write(String.join(" ", sentence));
        out.write('\n');
      }
    }
  }

  private void writeText(
      Text text,
      BufferedWriter train,
      BufferedWriter tune,
      BufferedWriter measure,
      Progress progress)
      throws IOException {
    try {
      text.lines()
          .forEach(
              line -> {
                progress.checkCancelled();
                try {
                  writeLine(line, train, tune, measure);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeLine(
      String line, BufferedWriter train, BufferedWriter tune, BufferedWriter measure)
      throws IOException {
    spelling.addLine(line);
    for (List<String> sentence : normalizer.sentences(line)) {
      String words = String.join(" ", sentence);
      if (isLeak(words)) {
        continue;
      }
      BufferedWriter to =
          switch (part(words)) {
            case TUNING_PART -> tune;
            case MEASURING_PART -> measure;
            default -> train;
          };
      to.write(words);
      to.write('\n');
    }
  }

  /** Sentences of a file written by this stage, one at a time. */
  static void forEach(Path file, Progress progress, Consumer<List<String>> sentence)
      throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        progress.checkCancelled();
        sentence.accept(List.of(line.split(" ")));
      }
    }
  }

  /**
   * The first sentences of a file written by this stage.
   *
   * @param words about how many at most, so that memory stays bounded
   */
  static List<List<String>> read(Path file, int words) throws IOException {
    List<List<String>> sentences = new ArrayList<>();
    int read = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null && read < words; line = in.readLine()) {
        sentences.add(List.of(line.split(" ")));
        read += sentences.get(sentences.size() - 1).size();
      }
    }
    return sentences;
  }
}
