package io.diction.api.evaluation;

import io.diction.evaluation.OrderedTests;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestUtterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What an evaluation found, reckoned once when its test ends. */
@Component
class EvaluationFigures {
  /** So many utterances are in memory at a time. */
  private static final int AT_ONCE = 500;

  private final OrderedTests tests;
  private final JsonMapper json = JsonMapper.builder().build();

  EvaluationFigures(OrderedTests tests) {
    this.tests = tests;
  }

  /** As they are kept; null where nothing was said that could be compared. */
  @Nullable String write(TestRun run) {
    if (!run.isMeasured() || !run.isReady()) {
      return null;
    }
    Figures figures = tests.figures(run);
    List<TokenEdits> edits = new ArrayList<>();
    figures.subjects().forEach(subject -> edits.add(new TokenEdits()));
    compare(run, edits);
    List<SideFigures> sides = new ArrayList<>();
    for (Figures.OfSubject subject : figures.subjects()) {
      TokenEdits tokens = edits.get(sides.size());
      sides.add(
          new SideFigures(
              subject.sentenceErrorRate(),
              figures.utterances(),
              subject.errors(),
              tokens.errors(),
              SideFigures.edits(tokens)));
    }
    return json.writeValueAsString(sides);
  }

  private void compare(TestRun run, List<TokenEdits> edits) {
    List<TestUtterance> heard =
        tests.utterances(run).stream()
            .filter(one -> one.state() == TestUtterance.State.HEARD)
            .toList();
    for (int from = 0; from < heard.size(); from += AT_ONCE) {
      Map<Integer, TestUtterance> some =
          heard.subList(from, Math.min(heard.size(), from + AT_ONCE)).stream()
              .collect(Collectors.toMap(TestUtterance::number, one -> one));
      for (TestHypothesis said : tests.heard(run, some.keySet())) {
        edits
            .get(said.position())
            .add(
                some.get(said.utterance()).reference(),
                said.written() == null ? said.text() : said.written());
      }
    }
  }

  /** By position; empty while there are none. */
  List<SideFigures> read(@Nullable String figures) {
    return figures == null ? List.of() : List.of(json.readValue(figures, SideFigures[].class));
  }
}
