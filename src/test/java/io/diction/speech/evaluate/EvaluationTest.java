package io.diction.speech.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.evaluate.Evaluation.Scored;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  @TempDir private Path folder;

  @Test
  void tellsSpeakersApart() {
    Evaluation evaluation =
        new Evaluation(
            List.of(
                scored("ann", "one two", "one two"),
                scored("bob", "one two", "one"),
                scored("bob", "three", "tree")));

    assertThat(evaluation.speakers())
        .containsEntry("ann", new WordErrorRate(0, 0, 0, 2))
        .containsEntry("bob", new WordErrorRate(1, 1, 0, 3));
  }

  @Test
  void countsWhereTermsWereSaidAndHeard() {
    Evaluation evaluation =
        new Evaluation(
            List.of(
                scored("", "the stent is in the left main", "the stand is in the left main"),
                scored("", "a stent here", "a stent here"),
                scored("", "left main road", "left mane stent road")));

    assertThat(evaluation.terms(List.of("stent", "left main", "aorta")))
        .containsExactly(
            new TermScore("stent", 2, 2, 1),
            new TermScore("left main", 2, 1, 1),
            new TermScore("aorta", 0, 0, 0));
    TermScore stent = evaluation.terms(List.of("stent")).get(0);
    assertThat(stent.recall()).isEqualTo(0.5);
    assertThat(stent.precision()).isEqualTo(0.5);
  }

  @Test
  void confidencesThatHoldHaveNoCalibrationError() {
    SplittableRandom random = new SplittableRandom(5);
    List<Reliability.Outcome> honest = new ArrayList<>();
    List<Reliability.Outcome> boastful = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double confidence = random.nextDouble();
      boolean right = random.nextDouble() < confidence;
      honest.add(new Reliability.Outcome(confidence, right));
      boastful.add(new Reliability.Outcome(Math.min(1, confidence + 0.2), right));
    }

    assertThat(Reliability.of(honest).expectedCalibrationError()).isLessThan(0.015);
    assertThat(Reliability.of(honest).normalizedCrossEntropy()).isCloseTo(0.28, within(0.02));
    assertThat(Reliability.of(boastful).expectedCalibrationError()).isCloseTo(0.18, within(0.02));
    assertThat(Reliability.of(List.of()).words()).isZero();
  }

  @Test
  void confidencesBelongToTheWordsThatWereHeard() {
    Scored scored =
        new Scored(
            "1",
            "",
            WordAlignment.align(List.of("a", "b", "c"), List.of("a", "x", "d", "c")),
            List.of(1.0, 0.0, 0.0, 1.0));

    Reliability reliability = new Evaluation(List.of(scored)).reliability();
    assertThat(reliability.words()).isEqualTo(4);
    assertThat(reliability.expectedCalibrationError()).isZero();
  }

  @Test
  void countsAsTheIndependentScorerDoes() throws IOException, InterruptedException {
    Path scorer = Corpus.require("lj").resolve(Path.of("..", "..", "bench", "score.py"));
    Assumptions.assumeTrue(
        Files.exists(scorer) && Files.isExecutable(Path.of("/usr/bin/python3")),
        "needs python3 and the independent scorer");
    Path references = Files.createDirectory(folder.resolve("references"));
    SplittableRandom random = new SplittableRandom(11);
    List<String> lines = new ArrayList<>();
    WordErrorRate total = WordErrorRate.ZERO;
    for (int i = 0; i < 400; i++) {
      String said = sentence(random);
      String heard = sentence(random);
      Files.writeString(references.resolve("u" + i + ".txt"), said);
      lines.add("u" + i + "\t" + heard);
      total = total.plus(WordErrorRate.of(ScoringText.words(said), ScoringText.words(heard)));
    }
    Path hypotheses = Files.write(folder.resolve("hypotheses.tsv"), lines);
    Process python =
        new ProcessBuilder(
                "/usr/bin/python3", scorer.toString(), references.toString(), hypotheses.toString())
            .start();
    String output =
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    python.waitFor();

    assertThat(output)
        .contains(
            "(S %d D %d I %d N %d, clips missing: 0)"
                .formatted(
                    total.substitutions(), total.deletions(), total.insertions(), total.words()));
  }

  private static String sentence(SplittableRandom random) {
    String[] words = {"a", "b", "It's", "don't", "'tis", "O'Brien's", "c-d", "Yes,", "'quoted'"};
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n >= 0; n--) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return text.toString();
  }

  private static Scored scored(String speaker, String reference, String hypothesis) {
    Scored plain = Scored.of("u", reference, hypothesis);
    return new Scored("u", speaker, plain.alignment(), plain.confidences());
  }
}
