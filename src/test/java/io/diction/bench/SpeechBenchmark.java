package io.diction.bench;

import io.diction.speech.Hypothesis;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.ScoringTables;
import io.diction.speech.acoustic.StateScorer;
import io.diction.speech.audio.Audio;
import io.diction.speech.features.Features;
import io.diction.speech.language.LanguageModel;
import io.diction.testing.SpeechFixtures;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of recognition, and the whole, on a synthesised sentence. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SpeechBenchmark {
  private final Audio audio =
      SpeechFixtures.say("the weather in the north is cold and dry this morning");
  private final SpeechModel model = SpeechModel.english();
  private final LanguageModel language = model.languageModel();
  private final Recognizer recognizer = new Recognizer(model);
  private final Features features = new Features(model.acousticModel().features());
  private final StateScorer scorer = new StateScorer(new ScoringTables(model.acousticModel()), 4);
  private final int[] words = new int[1024];
  private int next;

  @Setup
  public void prepare() {
    features.compute(audio.samples(), 0, audio.samples().length);
    Random random = new Random(1);
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt(language.vocabulary().size());
    }
  }

  @Benchmark
  public int features() {
    features.compute(audio.samples(), 0, audio.samples().length);
    return features.frames();
  }

  /** Sixteen frames. */
  @Benchmark
  public float[] blockOfStateScores() {
    return scorer.score(features.values(), 0, StateScorer.BLOCK);
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public float languageModelLookUp() {
    next = (next + 1) & (words.length - 1);
    long state = language.nextState(language.emptyState(), words[next]);
    return language.logProb(state, words[(next * 7) & (words.length - 1)]);
  }

  @Benchmark
  public Hypothesis sentence() {
    return recognizer.recognize(audio);
  }
}
