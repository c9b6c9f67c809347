package io.diction.api.endpoint;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.endpoint.Endpoint.State;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.property.CompletionMail;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.Recognizer;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes sure that an endpoint's model recognises, and has it in memory for its first caller. Begins
 * again after a crash.
 */
@Component
class Deployment implements JobHandler {
  static final String KIND = "endpoint-deployment";

  private final EndpointRows rows;
  private final DeployableModels models;
  private final EntityEvents events;
  private final CompletionMail mail;
  private final TransactionTemplate transaction;

  Deployment(
      EndpointRows rows,
      DeployableModels models,
      EntityEvents events,
      CompletionMail mail,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.models = models;
    this.events = events;
    this.mail = mail;
    this.transaction = transaction;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public void run(JobContext context) {
    Optional<Endpoint> found =
        rows.find(context.organization(), context.subject())
            .filter(endpoint -> context.jobId().equals(endpoint.job()));
    if (found.isEmpty()) {
      return;
    }
    Endpoint endpoint = found.get();
    transaction.executeWithoutResult(
        status -> {
          rows.running(endpoint.organization(), endpoint.id());
          events.record(
              EntityKind.ENDPOINT, endpoint.id(), endpoint.organization(), Stage.PROCESSING);
        });
    context.report(0, "model", "");
    try {
      // The network of its words is built with its first recogniser.
      var unused =
          new Recognizer(
              models.load(
                  models.requireNow(endpoint.model(), endpoint.locale(), endpoint.deployer()),
                  endpoint.organization(),
                  context.progress("model", 0, 1)));
    } catch (ApiError gone) {
      String code = gone.inner() == null ? gone.code().text() : gone.inner().text();
      throw new JobFailure(code, String.valueOf(gone.getMessage()));
    }
  }

  @Override
  public void ended(Job job) {
    rows.lock(job.organization(), job.subject())
        .filter(endpoint -> job.id().equals(endpoint.job()))
        .ifPresent(
            endpoint -> {
              if (job.state() == JobState.SUCCEEDED) {
                rows.ended(endpoint, State.SUCCEEDED, null, null);
              } else {
                String code = job.errorCode() == null ? "cancelled" : job.errorCode();
                rows.ended(endpoint, State.FAILED, code, job.errorText());
              }
              events.record(
                  EntityKind.ENDPOINT, endpoint.id(), endpoint.organization(), Stage.COMPLETION);
              if (job.state() != JobState.CANCELLED) {
                // Else another model is deployed, of whose end is told, or the endpoint goes.
                mail.ended(
                    EntityKind.ENDPOINT,
                    endpoint.id(),
                    endpoint.organization(),
                    job.state() == JobState.SUCCEEDED);
              }
            });
  }
}
