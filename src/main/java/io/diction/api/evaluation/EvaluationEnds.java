package io.diction.api.evaluation;

import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.property.CompletionMail;
import io.diction.api.property.Described;
import io.diction.api.transcription.EvaluationTranscriptions;
import io.diction.evaluation.OrderedTests;
import io.diction.evaluation.TestBegan;
import io.diction.evaluation.TestEnded;
import io.diction.evaluation.TestRemoved;
import io.diction.evaluation.run.TestRun;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Evaluations follow their tests, in the transactions that change those. */
@Component
class EvaluationEnds {
  private static final String CANCELLED = "cancelled";

  private final EvaluationRows rows;
  private final EvaluationFigures figures;
  private final EvaluationTranscriptions transcriptions;
  private final OrderedTests tests;
  private final Described described;
  private final EntityEvents events;
  private final CompletionMail mail;

  EvaluationEnds(
      EvaluationRows rows,
      EvaluationFigures figures,
      EvaluationTranscriptions transcriptions,
      OrderedTests tests,
      Described described,
      EntityEvents events,
      CompletionMail mail) {
    this.rows = rows;
    this.figures = figures;
    this.transcriptions = transcriptions;
    this.tests = tests;
    this.described = described;
    this.events = events;
    this.mail = mail;
  }

  private void record(OrganizationId organization, UUID id, Stage stage) {
    events.record(EntityKind.EVALUATION, id, organization, stage);
  }

  @EventListener
  void began(TestBegan began) {
    if (rows.begin(began.organization(), began.test())) {
      record(began.organization(), began.test(), Stage.PROCESSING);
      transcriptions.begin(began.organization(), began.test());
    }
  }

  @EventListener
  void ended(TestEnded ended) {
    OrganizationId organization = ended.organization();
    UUID id = ended.test();
    Optional<TestRun> found = tests.find(organization, id);
    if (found.isEmpty()) {
      return;
    }
    TestRun run = found.get();
    boolean good = ended.state() == JobState.SUCCEEDED;
    String code = good ? null : Optional.ofNullable(run.errorCode()).orElse(CANCELLED);
    String text = Optional.ofNullable(run.errorText()).orElse("");
    // Reckoned for those that were ordered, and no others.
    if (rows.end(organization, id, code, text)) {
      if (good) {
        rows.keep(organization, id, figures.write(run));
      }
      record(organization, id, Stage.COMPLETION);
      transcriptions.end(organization, id, run.audioMs(), code, text);
      mail.ended(EntityKind.EVALUATION, id, organization, good);
    }
  }

  @EventListener
  void removed(TestRemoved removed) {
    if (rows.remove(removed.organization(), removed.test())) {
      record(removed.organization(), removed.test(), Stage.DELETION);
      transcriptions.remove(removed.organization(), removed.test());
      described.forget(ApiEvaluations.KIND, removed.test(), removed.organization());
    }
  }
}
