package io.diction.api.evaluation;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.property.Said;
import io.diction.custommodel.ModelDeleted;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.training.TrainingFinished;
import io.diction.training.run.Outcome;
import io.diction.web.Refusal;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Evaluations that are to begin when the model is there that they measure. */
@Service
public class WantedEvaluations {
  private static final Logger log = LoggerFactory.getLogger(WantedEvaluations.class);

  private final JdbcClient jdbc;
  private final ApiEvaluations evaluations;
  private final ProjectMembers members;
  private final TransactionTemplate transaction;

  WantedEvaluations(
      JdbcClient jdbc,
      ApiEvaluations evaluations,
      ProjectMembers members,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.evaluations = evaluations;
    this.members = members;
    this.transaction = transaction;
  }

  /**
   * What to measure: a model, once it is made, and the base model that it is made of.
   *
   * @param model by which its version will be known
   */
  public record Wanted(UUID model, UUID base, UUID dataset, String name, String locale) {}

  /** In the transaction that asks for the training. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void want(Wanted wanted, SignedIn who) {
    jdbc.sql(
            """
            insert into wanted_evaluation (
              model_ref, organization_id, base_model_id, dataset_id, name, locale, asked_by,
              asked_by_name, asked_by_role)
            values (:model, :organization, :base, :dataset, :name, :locale, :by, :byName, :role)
            """)
        .param("model", wanted.model())
        .param("organization", who.organization().value())
        .param("base", wanted.base())
        .param("dataset", wanted.dataset())
        .param("name", wanted.name())
        .param("locale", wanted.locale())
        .param("by", who.user().value())
        .param("byName", who.displayName())
        .param("role", who.role().name())
        .update();
  }

  /**
   * Nothing will begin any more where the training went with its model: nobody hears of its end.
   */
  @EventListener
  void deleted(ModelDeleted deleted) {
    jdbc.sql(
            """
            delete from wanted_evaluation
            where organization_id = :organization
              and not exists (
                select 1 from training_run r
                where r.job_id = wanted_evaluation.model_ref
                  and r.organization_id = wanted_evaluation.organization_id)
            """)
        .param("organization", deleted.owner().value())
        .update();
  }

  private record Row(Wanted wanted, SignedIn who) {}

  /** Run again where it did not come to its end: only with the evaluation there is it done. */
  @Async
  @TransactionalEventListener
  void on(TrainingFinished finished) {
    Optional<Row> found = find(finished);
    if (found.isEmpty()) {
      return;
    }
    Row row = found.get();
    if (finished.outcome() == Outcome.SUCCEEDED) {
      try {
        transaction.executeWithoutResult(
            status -> {
              if (take(row)) {
                evaluations.create(asked(row), row.who());
              }
            });
        return;
      } catch (ApiError | Refusal gone) {
        // Nobody waits for an answer: the dataset was deleted meanwhile, or there is no room.
        log.info("No evaluation of model {}: {}", row.wanted().model(), gone.getMessage());
      }
    }
    transaction.executeWithoutResult(status -> take(row));
  }

  private NewEvaluation asked(Row row) {
    Wanted wanted = row.wanted();
    OrganizationId organization = row.who().organization();
    EntityReference project =
        members
            .find(MemberKind.MODEL, wanted.model(), organization)
            .map(ProjectId::value)
            .map(id -> new EntityReference(EntityKind.PROJECT, id))
            .orElse(null);
    return new NewEvaluation(
        new Said(wanted.name(), null, Map.of(), project, null),
        wanted.locale(),
        new EntityReference(EntityKind.BASE_MODEL, wanted.base()),
        new EntityReference(EntityKind.MODEL, wanted.model()),
        new EntityReference(EntityKind.DATASET, wanted.dataset()));
  }

  private Optional<Row> find(TrainingFinished finished) {
    OrganizationId organization = finished.organization();
    return jdbc.sql(
            """
            select w.model_ref, w.base_model_id, w.dataset_id, w.name, w.locale, w.asked_by,
                   w.asked_by_name, w.asked_by_role
            from wanted_evaluation w
            join training_run r
              on r.job_id = w.model_ref and r.organization_id = w.organization_id
            where w.organization_id = :organization and r.id = :run
            """)
        .param("organization", organization.value())
        .param("run", finished.run().value())
        .query(
            (row, number) ->
                new Row(
                    new Wanted(
                        Objects.requireNonNull(row.getObject("model_ref", UUID.class)),
                        Objects.requireNonNull(row.getObject("base_model_id", UUID.class)),
                        Objects.requireNonNull(row.getObject("dataset_id", UUID.class)),
                        row.getString("name"),
                        row.getString("locale")),
                    new SignedIn(
                        new UserId(Objects.requireNonNull(row.getObject("asked_by", UUID.class))),
                        organization,
                        Role.valueOf(row.getString("asked_by_role")),
                        row.getString("asked_by_name"),
                        ZoneOffset.UTC)))
        .optional();
  }

  /**
   * @return whether nobody did before
   */
  private boolean take(Row row) {
    return jdbc.sql(
                """
                delete from wanted_evaluation
                where organization_id = :organization and model_ref = :model
                """)
            .param("organization", row.who().organization().value())
            .param("model", row.wanted().model())
            .update()
        == 1;
  }
}
