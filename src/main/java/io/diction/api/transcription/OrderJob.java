package io.diction.api.transcription;

import io.diction.api.answer.DetailCode;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.transcription.Heard.Problem;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.FormatException;
import io.diction.storage.BlobTooLarge;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the recordings of a transcription in, one after the other, and starts the sessions that
 * hear them. Begins again after a crash with the first that is not taken in. One that cannot be had
 * stops no other.
 */
@Component
class OrderJob implements JobHandler {
  static final String KIND = "transcription-intake";

  private final OrderRows orders;
  private final SourceRows sources;
  private final Containers containers;
  private final Intake intake;
  private final Endings endings;
  private final TransactionTemplate transaction;
  private final MessageSource messages;

  OrderJob(
      OrderRows orders,
      SourceRows sources,
      Containers containers,
      Intake intake,
      Endings endings,
      TransactionTemplate transaction,
      MessageSource messages) {
    this.orders = orders;
    this.sources = sources;
    this.containers = containers;
    this.intake = intake;
    this.endings = endings;
    this.transaction = transaction;
    this.messages = messages;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 4;
  }

  /** Servers may be slow for hours; others need not wait for them. */
  @Override
  public int guests() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<Order> found = orders.find(context.organization(), context.subject());
    if (found.isEmpty() || !found.get().state().isUnderWay()) {
      return;
    }
    Order order = found.get();
    endings.begin(order.organization(), order.id());
    List<Source> all = listed(order, context);
    for (Source source : all) {
      // Without addresses: signatures in them are their owner's, and operators read this.
      context.report((double) source.number() / all.size(), "intake", "");
      context.checkCancelled();
      if (source.state() == Source.State.WAITING) {
        take(order, source, all.size() > 1, context);
      }
    }
  }

  private List<Source> listed(Order order, JobContext context) throws IOException {
    List<Source> all = sources.list(order.organization(), order.id());
    String container = order.containerUrl();
    if (!all.isEmpty() || container == null) {
      return all;
    }
    try {
      List<String> names = containers.list(container, context);
      transaction.executeWithoutResult(status -> add(order, names));
    } catch (FetchFailed failed) {
      transaction.executeWithoutResult(
          status ->
              addFailed(
                  order,
                  DetailCode.INVALID_RECORDINGS_URI.text(),
                  String.valueOf(failed.getMessage())));
    }
    return sources.list(order.organization(), order.id());
  }

  /** What could not be looked into is the one thing that is told of. */
  private void addFailed(Order order, @Nullable String code, @Nullable String text) {
    if (orders.lock(order.organization(), order.id()).isPresent()) {
      String container = String.valueOf(order.containerUrl());
      sources.add(
          order.organization(),
          new Source(order.id(), 0, container, null, Source.State.FAILED, code, text));
    }
  }

  private void add(Order order, List<String> addresses) {
    // It may be deleted by now.
    if (orders.lock(order.organization(), order.id()).isPresent()) {
      for (int i = 0; i < addresses.size(); i++) {
        sources.add(
            order.organization(), NamedRecordings.waiting(order.id(), i, addresses.get(i), null));
      }
    }
  }

  private void take(Order order, Source source, boolean together, JobContext context)
      throws IOException {
    try {
      intake.take(order, source, together, context);
    } catch (FetchFailed failed) {
      fail(
          order,
          source,
          new Problem(
              DetailCode.INVALID_RECORDINGS_URI.text(), String.valueOf(failed.getMessage())));
    } catch (FormatException problem) {
      fail(
          order,
          source,
          new Problem(ErrorCode.INVALID_AUDIO_FORMAT.code(), String.valueOf(problem.getMessage())));
    } catch (BlobTooLarge tooLarge) {
      fail(order, source, problem(new Refusal.Invalid(ErrorCode.FILE_TOO_LARGE)));
    } catch (Refusal refusal) {
      fail(order, source, problem(refusal));
    }
  }

  private Problem problem(Refusal refusal) {
    return new Problem(
        refusal.code().code(),
        messages.getMessage(refusal.messageKey(), refusal.arguments(), Locale.ENGLISH));
  }

  private void fail(Order order, Source source, Problem problem) {
    OrganizationId organization = order.organization();
    transaction.executeWithoutResult(
        status ->
            sources.state(
                organization,
                order.id(),
                source.number(),
                Source.State.FAILED,
                problem.code(),
                problem.message()));
  }

  @Override
  public void ended(Job job) {
    Optional<Order> found = orders.find(job.organization(), job.subject());
    if (found.isEmpty()) {
      return;
    }
    Order order = found.get();
    if (job.state() != JobState.SUCCEEDED) {
      sources.giveUp(order.organization(), order.id(), job.errorCode(), job.errorText());
      if (sources.list(order.organization(), order.id()).isEmpty()) {
        addFailed(order, job.errorCode(), job.errorText());
      }
    }
    endings.taken(order.organization(), order.id());
  }
}
