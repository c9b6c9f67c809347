package io.diction.evaluation.export;

import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads a test's utterances with all that was heard in them, a few hundred in memory at a time. */
@Component
class ExportedUtterances {
  private static final int AT_ONCE = 200;

  private final UtteranceRows rows;

  ExportedUtterances(UtteranceRows rows) {
    this.rows = rows;
  }

  /** Takes one utterance. */
  @FunctionalInterface
  interface Receiver {
    /**
     * @param heard one for each subject; empty where it could not be recognised
     */
    void take(TestUtterance utterance, List<TestHypothesis> heard) throws IOException;
  }

  void each(UUID run, Receiver receiver) throws IOException {
    List<TestUtterance> all = rows.all(run);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<TestUtterance> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Map<Integer, List<TestHypothesis>> heard =
          rows.heard(run, some.stream().map(TestUtterance::number).toList()).stream()
              .collect(Collectors.groupingBy(TestHypothesis::utterance));
      for (TestUtterance one : some) {
        receiver.take(one, heard.getOrDefault(one.number(), List.of()));
      }
    }
  }
}
