package io.diction.speech.evaluate;

import io.diction.speech.CancelledException;
import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.Audio;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recognises recordings with several models and scores each. References and hypotheses pass the
 * same text normalisation, so that "5" and "five" are no error, nor "IEEE" as letters for the word
 * that a custom model knows. The result does not depend on the number of threads.
 */
public final class ModelEvaluation {
  private static final double NANOS = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final RecordedSpeech speech;
  private final TextNormalizer normalizer;
  private final Predicate<String> known;
  private final int threads;

  /**
   * Something said, and what it was.
   *
   * @param id its name in the recorded speech
   * @param text as written by a person
   * @param speaker who spoke; empty for unknown
   */
  public record Reference(String id, String text, String speaker) {
    public Reference(String id, String text) {
      this(id, text, "");
    }
  }

  /**
   * What came out.
   *
   * @param evaluations one for each model, in their order, of the utterances that could be read
   * @param speeds of the models, in their order
   * @param audioSeconds recognised with each model
   * @param unreadable utterances without sound, and why
   */
  public record Result(
      List<Evaluation> evaluations,
      List<RecognitionSpeed> speeds,
      double audioSeconds,
      List<Unreadable> unreadable) {
    public Result {
      speeds = List.copyOf(speeds);
      evaluations = List.copyOf(evaluations);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * An utterance as a model heard it.
   *
   * @param text the words as the model's lexicon spells them
   * @param timings of the words as they are compared, one for each; empty where they only together
   *     read as others
   * @param written as people write it, with marks, capitals and digits
   */
  public record Heard(
      Evaluation.Scored scored,
      String text,
      List<WordTiming> timings,
      RecognitionSpeed.Taken taken,
      String written) {
    public Heard {
      timings = List.copyOf(timings);
    }
  }

  /** Told of each utterance, on the thread that recognised it, as soon as every model has. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes one.
     *
     * @param heard one for each model, in their order
     */
    void heard(Reference reference, Audio audio, List<Heard> heard);
  }

  /** An utterance whose sound cannot be had. */
  public record Unreadable(String id, String reason) {}

  /**
   * Of a base model and of models made from it: all are read aloud by its lexicon, whatever words a
   * custom model adds.
   *
   * @param threads utterances recognised at a time
   */
  public ModelEvaluation(RecordedSpeech speech, SpeechModel base, int threads) {
    this(speech, normalizer(base), known(base), threads);
  }

  /**
   * Without a lexicon.
   *
   * @param normalizer of the models' language
   * @param threads utterances recognised at a time
   */
  public ModelEvaluation(RecordedSpeech speech, TextNormalizer normalizer, int threads) {
    this(speech, normalizer, word -> true, threads);
  }

  private ModelEvaluation(
      RecordedSpeech speech, TextNormalizer normalizer, Predicate<String> known, int threads) {
    this.speech = speech;
    this.normalizer = normalizer;
    this.known = known;
    this.threads = threads;
  }

  /** How references and hypotheses of a base model, and of models made from it, are read aloud. */
  public static TextNormalizer normalizer(SpeechModel base) {
    return TextNormalizer.of(base.locale().toLanguageTag(), known(base));
  }

  private static Predicate<String> known(SpeechModel base) {
    return word -> !base.lexicon().pronunciations(word).isEmpty();
  }

  /**
   * Recognises and scores.
   *
   * @param references with different ids
   * @throws CancelledException when {@code progress} asks to stop
   */
  public Result run(List<SpeechModel> models, List<Reference> references, Progress progress)
      throws IOException {
    Map<String, Integer> positions = new LinkedHashMap<>();
    Outcome[] outcomes = new Outcome[references.size()];
    for (int i = 0; i < references.size(); i++) {
      positions.put(references.get(i).id(), i);
      outcomes[i] = new Outcome(List.of(), List.of(), 0, "there is no recording of it");
    }
    AtomicInteger done = new AtomicInteger();
    hear(
        models,
        references,
        (reference, audio, heard) -> {
          outcomes[positions.get(reference.id())] =
              new Outcome(
                  heard.stream().map(Heard::scored).toList(),
                  heard.stream().map(Heard::taken).toList(),
                  audio.durationSeconds(),
                  null);
          finished(reference.id(), done, references.size(), progress);
        },
        (id, reason) -> outcomes[positions.get(id)] = new Outcome(List.of(), List.of(), 0, reason),
        progress);
    return result(models.size(), references, outcomes);
  }

  /**
   * Recognises and tells of every utterance by itself, for those who keep what is done before all
   * is.
   *
   * @param references with different ids
   * @param listener told on several threads
   * @param unreadable told of utterances without sound; those that do not exist are not told of
   * @param progress only asked whether to stop
   * @throws CancelledException when {@code progress} asks to stop
   */
  public void hear(
      List<SpeechModel> models,
      List<Reference> references,
      Listener listener,
      SpeechWorkers.Unreadable unreadable,
      Progress progress)
      throws IOException {
    Map<String, Reference> byId = new LinkedHashMap<>();
    references.forEach(reference -> byId.put(reference.id(), reference));
    SpeechWorkers.run(
        speech,
        byId.keySet(),
        threads,
        () -> {
          List<Recognizer> recognizers = models.stream().map(Recognizer::new).toList();
          return (id, audio) -> {
            Reference reference = byId.get(id);
            listener.heard(reference, audio, recognize(recognizers, reference, audio, progress));
          };
        },
        unreadable,
        progress);
  }

  private static void finished(String id, AtomicInteger done, int all, Progress progress) {
    // One at a time, so that the share that is done never falls.
    synchronized (done) {
      int count = done.incrementAndGet();
      progress.report((double) count / all, "recognised " + id + " (" + count + "/" + all + ")");
    }
  }

  private List<Heard> recognize(
      List<Recognizer> recognizers, Reference reference, Audio audio, Progress progress) {
    Progress stop = progress.unheard();
    List<Heard> heard = new ArrayList<>();
    String said = String.join(" ", normalizer.words(reference.text()));
    for (Recognizer recognizer : recognizers) {
      long began = System.nanoTime();
      long processor = THREADS.getCurrentThreadCpuTime();
      Hypothesis hypothesis = recognizer.recognize(audio, stop);
      double processorSeconds = (THREADS.getCurrentThreadCpuTime() - processor) / NANOS;
      double seconds = (System.nanoTime() - began) / NANOS;
      heard.add(
          score(
              reference,
              said,
              hypothesis,
              new RecognitionSpeed.Taken(audio.durationSeconds(), processorSeconds, seconds),
              recognizer.written(hypothesis)));
    }
    return heard;
  }

  private Heard score(
      Reference utterance,
      String said,
      Hypothesis heard,
      RecognitionSpeed.Taken taken,
      String written) {
    List<String> reference = ScoringText.words(said);
    List<String> words =
        new ArrayList<>(ScoringText.words(String.join(" ", normalizer.words(heard.text()))));
    List<String> single = new ArrayList<>();
    List<WordTiming> timings = new ArrayList<>();
    for (WordTiming word : heard.words()) {
      for (String part : ScoringText.words(String.join(" ", normalizer.words(word.word())))) {
        single.add(part);
        timings.add(word);
      }
    }
    if (!single.equals(words)) {
      // Words that only together read as others have no time or confidence of their own.
      timings.clear();
    }
    LetterSpelling.fold(reference, words, timings, known);
    return new Heard(
        new Evaluation.Scored(
            utterance.id(),
            utterance.speaker(),
            WordAlignment.align(reference, words),
            timings.stream().map(WordTiming::confidence).toList()),
        heard.text(),
        timings,
        taken,
        written);
  }

  private static Result result(int models, List<Reference> references, Outcome[] outcomes) {
    List<Evaluation> evaluations = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < outcomes.length; i++) {
      seconds += outcomes[i].seconds();
      String fault = outcomes[i].fault();
      if (fault != null) {
        unreadable.add(new Unreadable(references.get(i).id(), fault));
      }
    }
    List<RecognitionSpeed> speeds = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      List<Evaluation.Scored> scored = new ArrayList<>();
      List<RecognitionSpeed.Taken> taken = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome.fault() == null) {
          scored.add(outcome.scored().get(model));
          taken.add(outcome.taken().get(model));
        }
      }
      evaluations.add(new Evaluation(scored));
      speeds.add(RecognitionSpeed.of(taken));
    }
    return new Result(evaluations, speeds, seconds, unreadable);
  }

  /** One recording: scored by model, or why it could not be read. */
  private record Outcome(
      List<Evaluation.Scored> scored,
      List<RecognitionSpeed.Taken> taken,
      double seconds,
      @Nullable String fault) {}
}
