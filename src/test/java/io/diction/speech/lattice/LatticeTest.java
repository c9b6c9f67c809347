package io.diction.speech.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Progress;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.language.WordList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Everything is compared with what listing all paths of small random lattices gives. */
class LatticeTest {
  private static final WordList WORDS = WordList.of(List.of("</s>", "a", "b", "c", "d"));
  private static final LatticeWeights WEIGHTS = new LatticeWeights(2, -0.5);
  private static final double SCALE = 0.7;

  /** A sentence and what all its paths add up to. */
  private record Listed(List<String> words, double best, double probability) {}

  @Test
  void posteriorsAreSharesOfAllPaths() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50; round++) {
      Lattice lattice = random(random);
      Posteriors posteriors = new Posteriors();
      posteriors.compute(lattice, WEIGHTS, SCALE);
      List<List<Integer>> paths = paths(lattice);
      double total = paths.stream().mapToDouble(p -> Math.exp(SCALE * score(lattice, p))).sum();
      for (int node = 1; node < lattice.nodes(); node++) {
        for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
          int wanted = arc;
          double share =
              paths.stream()
                  .filter(p -> p.contains(wanted))
                  .mapToDouble(p -> Math.exp(SCALE * score(lattice, p)))
                  .sum();
          assertThat(posteriors.of(arc, node)).isCloseTo(share / total, within(1e-9));
        }
      }
      assertThat(posteriors.total()).isCloseTo(Math.log(total), within(1e-9));
    }
  }

  @Test
  void bestSentencesAreDifferentAndInOrder() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 50; round++) {
      Lattice lattice = random(random);
      List<Listed> all = sentences(lattice);
      List<Sentence> found = new NBest(lattice, WEIGHTS, SCALE).find(1000);
      assertThat(found).hasSameSizeAs(all);
      assertThat(found).extracting(Sentence::text).doesNotHaveDuplicates();
      for (int i = 0; i < found.size(); i++) {
        Listed expected = all.get(i);
        assertThat(found.get(i).score()).isCloseTo(expected.best, within(1e-6));
        assertThat(found.get(i).probability()).isCloseTo(expected.probability, within(1e-9));
      }
      assertThat(found.stream().mapToDouble(Sentence::probability).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(new NBest(lattice, WEIGHTS, SCALE).find(2)).isEqualTo(found.subList(0, 2));
    }
  }

  @Test
  void consensusHasFewerExpectedErrorsThanTheBestSentence() {
    SplittableRandom random = new SplittableRandom(3);
    double ofBest = 0;
    double ofConsensus = 0;
    double least = 0;
    for (int round = 0; round < 100; round++) {
      Lattice lattice = random(random);
      List<Listed> all = sentences(lattice);
      ConfusionNetwork network = new Consensus().decode(lattice, WEIGHTS, SCALE);
      List<String> words = network.words().stream().map(c -> c.word()).toList();
      double expected = expectedErrors(words, all);
      ofConsensus += expected;
      ofBest += expectedErrors(all.get(0).words, all);
      least += all.stream().mapToDouble(s -> expectedErrors(s.words, all)).min().orElse(0);
      // The recursion fixes an alignment per arc, so it can only err upwards.
      assertThat(network.expectedErrors()).isGreaterThan(expected - 1e-3);
      for (ConfusionNetwork.Slot slot : network.slots()) {
        assertThat(slot.candidates().stream().mapToDouble(c -> c.probability()).sum())
            .isCloseTo(1, within(1e-6));
      }
    }
    assertThat(ofConsensus).isLessThan(ofBest).isLessThan(1.03 * least);
  }

  @Test
  void rescoringGivesEveryPathTheScoreOfTheModel() {
    LanguageModel model = model();
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 30; round++) {
      Lattice lattice = random(random);
      Lattice rescored = Rescoring.rescore(lattice, model, new LatticeWeights(3, 0.25));
      Map<List<String>, Double> expected = new LinkedHashMap<>();
      for (List<Integer> path : paths(lattice)) {
        List<String> words = words(lattice, path);
        double score = 0.25 * words.size() + 3 * logProb(model, words);
        for (int arc : path) {
          score += lattice.acoustic(arc);
        }
        expected.merge(words, score, Math::max);
      }
      List<Sentence> found = new NBest(rescored, rescored.weights(), SCALE).find(1000);
      assertThat(found).hasSameSizeAs(expected.keySet());
      for (Sentence sentence : found) {
        List<String> words = sentence.words().stream().map(Sentence.Word::word).toList();
        assertThat(sentence.score()).isCloseTo(expected.get(words), within(1e-4));
      }
    }
  }

  @Test
  void anEmptyLatticeHasNoSentence() {
    Lattice empty = builder().lend();

    assertThat(new NBest(empty, WEIGHTS, SCALE).find(3)).isEmpty();
    assertThat(new Consensus().decode(empty, WEIGHTS, SCALE).slots()).isEmpty();
    assertThat(Rescoring.rescore(empty, model(), WEIGHTS).nodes()).isZero();
  }

  @Test
  void anArcBackInTimeIsRefused() {
    LatticeBuilder builder = builder();
    int start = builder.node(0);
    int end = builder.end(10);
    builder.arc(end, start, 1, 0, 0, 0);

    assertThatThrownBy(builder::lend).isInstanceOf(IllegalStateException.class);
  }

  private static LatticeBuilder builder() {
    return new LatticeBuilder(WORDS, 0, WEIGHTS, number -> List.of("AA"));
  }

  /** A chain of points in time, each with one or two nodes, and arcs over one or two of them. */
  private static Lattice random(SplittableRandom random) {
    LatticeBuilder builder = builder();
    List<List<Integer>> columns = new ArrayList<>();
    columns.add(List.of(builder.node(0)));
    int length = 3 + random.nextInt(2);
    int end = builder.end(10 * length + 1);
    for (int column = 1; column <= length; column++) {
      List<Integer> nodes = new ArrayList<>();
      for (int i = random.nextInt(2); i >= 0; i--) {
        nodes.add(builder.node(10 * column));
      }
      columns.add(nodes);
      for (int node : nodes) {
        for (int back = 1; back <= Math.min(2, column); back++) {
          for (int from : columns.get(column - back)) {
            arc(random, builder, from, node);
            if (random.nextInt(3) == 0) {
              arc(random, builder, from, node);
            }
          }
        }
      }
    }
    for (int node : columns.get(length)) {
      builder.arc(node, end, 0, 0, 0, -random.nextInt(4) / 2f);
    }
    return builder.lend().copy();
  }

  private static void arc(SplittableRandom random, LatticeBuilder builder, int from, int to) {
    int word = random.nextInt(5);
    float acoustic = (float) (-3 * random.nextDouble());
    float language = (float) (-2 * random.nextDouble());
    if (word == 0) {
      builder.arc(from, to, Lattice.FILLER, 0, acoustic, 0);
    } else {
      builder.arc(from, to, word, 0, acoustic, language);
    }
  }

  private static List<List<Integer>> paths(Lattice lattice) {
    List<List<List<Integer>>> to = new ArrayList<>();
    to.add(List.of(List.of()));
    for (int node = 1; node < lattice.nodes(); node++) {
      List<List<Integer>> here = new ArrayList<>();
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        for (List<Integer> before : to.get(lattice.from(arc))) {
          List<Integer> path = new ArrayList<>(before);
          path.add(arc);
          here.add(path);
        }
      }
      to.add(here);
    }
    return to.get(lattice.nodes() - 1);
  }

  private static double score(Lattice lattice, List<Integer> path) {
    return path.stream().mapToDouble(arc -> lattice.score(arc, WEIGHTS)).sum();
  }

  private static List<String> words(Lattice lattice, List<Integer> path) {
    return path.stream()
        .filter(lattice::isWord)
        .map(arc -> lattice.vocabulary().word(lattice.word(arc)))
        .toList();
  }

  /** The best first. */
  private static List<Listed> sentences(Lattice lattice) {
    Map<List<String>, Listed> found = new LinkedHashMap<>();
    double total = 0;
    for (List<Integer> path : paths(lattice)) {
      List<String> words = words(lattice, path);
      double score = score(lattice, path);
      double probability = Math.exp(SCALE * score);
      total += probability;
      found.merge(
          words,
          new Listed(words, score, probability),
          (a, b) -> new Listed(words, Math.max(a.best, b.best), a.probability + b.probability));
    }
    double sum = total;
    return found.values().stream()
        .map(s -> new Listed(s.words, s.best, s.probability / sum))
        .sorted(Comparator.comparingDouble(Listed::best).reversed())
        .toList();
  }

  private static double expectedErrors(List<String> words, List<Listed> all) {
    return all.stream()
        .mapToDouble(s -> s.probability * WordErrorRate.of(s.words, words).errors())
        .sum();
  }

  private static LanguageModel model() {
    NGramCounts counts = new NGramCounts(3);
    counts.addSentence(List.of("a", "b", "c", "d"));
    counts.addSentence(List.of("a", "b", "b", "a"));
    counts.addSentence(List.of("d", "c"));
    return KneserNey.estimate(counts, Progress.NONE);
  }

  private static double logProb(LanguageModel model, List<String> words) {
    assertThat(model).isInstanceOf(BackoffLanguageModel.class);
    double sum = 0;
    long state = model.startState();
    for (String word : words) {
      int id = model.vocabulary().id(word);
      sum += model.logProb(state, id);
      state = model.nextState(state, id);
    }
    return sum + model.logProb(state, model.endOfSentence());
  }
}
