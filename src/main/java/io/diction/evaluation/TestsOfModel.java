package io.diction.evaluation;

import io.diction.custommodel.AccessEnded;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelContents;
import io.diction.custommodel.ModelDeleted;
import io.diction.evaluation.run.TestRows;
import io.diction.identity.OrganizationId;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tests go with their model, those of organizations that it was shared with, too. */
@Component
@Order(3)
class TestsOfModel implements ModelContents {
  private final TestRows runs;
  private final Tests tests;

  TestsOfModel(TestRows runs, Tests tests) {
    this.runs = runs;
    this.tests = tests;
  }

  @Override
  public Contents of(CustomModelId model, OrganizationId owner) {
    return new Contents("tests", runs.count(model.value(), owner, owner), List.of());
  }

  /**
   * Who has the model no more could neither see nor delete its own tests, whose recordings would
   * fill its plan.
   */
  @EventListener
  void accessEnded(AccessEnded ended) {
    runs.ofModel(ended.model().value()).stream()
        .filter(run -> run.organizationId().equals(ended.organization().value()))
        .forEach(tests::remove);
  }

  /** In the transaction that deletes the model. */
  @EventListener
  void modelDeleted(ModelDeleted deleted) {
    runs.ofModel(deleted.model().value()).forEach(tests::remove);
  }
}
