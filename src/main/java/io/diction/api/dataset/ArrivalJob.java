package io.diction.api.dataset;

import io.diction.api.answer.DetailCode;
import io.diction.api.dataset.Arrival.State;
import io.diction.api.dataset.BlockRows.Block;
import io.diction.api.fetch.Cancellable;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.api.hook.Stage;
import io.diction.dataset.KeptDatasets;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * Fetches what is at an address, or puts blocks together, and makes the dataset of it. Begins again
 * after a crash: until the dataset has the bytes, its blocks stay.
 */
@Component
class ArrivalJob implements JobHandler {
  static final String KIND = "dataset-arrival";
  private static final Duration LONGEST_FETCH = Duration.ofHours(6);

  private final ArrivalRows rows;
  private final BlockRows blocks;
  private final DatasetNames names;
  private final DatasetsEnded ends;
  private final KeptDatasets datasets;
  private final PlanRoom plan;
  private final GuardedFetch fetch;
  private final Blobs blobs;
  private final TransactionTemplate transaction;
  private final DatasetStages stages;
  private final MessageSource messages;

  ArrivalJob(
      ArrivalRows rows,
      BlockRows blocks,
      DatasetNames names,
      DatasetsEnded ends,
      KeptDatasets datasets,
      PlanRoom plan,
      GuardedFetch fetch,
      Blobs blobs,
      TransactionTemplate transaction,
      DatasetStages stages,
      MessageSource messages) {
    this.rows = rows;
    this.blocks = blocks;
    this.names = names;
    this.ends = ends;
    this.datasets = datasets;
    this.plan = plan;
    this.fetch = fetch;
    this.blobs = blobs;
    this.transaction = transaction;
    this.stages = stages;
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
    Optional<Arrival> found = rows.find(context.organization(), context.subject());
    if (found.isEmpty() || !isOpen(found.get())) {
      return;
    }
    Arrival arrival = found.get();
    transaction.executeWithoutResult(
        status -> {
          rows.state(arrival.organization(), arrival.id(), State.RUNNING);
          stages.record(arrival.id(), arrival.organization(), Stage.PROCESSING);
        });
    // Without the address: signatures in it are its owner's, and operators read this.
    context.report(0, "arrival", "");
    try {
      Blob blob =
          arrival.contentUrl() == null ? joined(arrival, context) : fetched(arrival, context);
      context.checkCancelled();
      List<String> parts = hashes(arrival);
      transaction.executeWithoutResult(status -> take(arrival, blob));
      blobs.letGo(arrival.organization(), parts, Instant.EPOCH);
    } catch (FetchFailed failed) {
      throw new JobFailure(DetailCode.DATA_IMPORT_FAILED.text(), failed.getMessage());
    } catch (BlobTooLarge tooLarge) {
      throw failure(new Refusal.Invalid(ErrorCode.FILE_TOO_LARGE));
    } catch (Refusal refusal) {
      throw failure(refusal);
    }
  }

  private static boolean isOpen(Arrival arrival) {
    return arrival.state() == State.QUEUED || arrival.state() == State.RUNNING;
  }

  private JobFailure failure(Refusal refusal) {
    return new JobFailure(
        refusal.code().code(),
        messages.getMessage(refusal.messageKey(), refusal.arguments(), Locale.ENGLISH));
  }

  private Blob fetched(Arrival arrival, JobContext context) throws IOException {
    long most = Math.min(datasets.largestFile(), plan.leftBytes(arrival.organization()));
    return fetch.get(
        URI.create(Objects.requireNonNull(arrival.contentUrl())),
        DataSize.ofBytes(Math.max(0, most)),
        LONGEST_FETCH,
        (bytes, length) ->
            blobs.store(
                arrival.organization(), new Cancellable(bytes, context), Math.max(0, most)));
  }

  private Blob joined(Arrival arrival, JobContext context) throws IOException {
    List<Block> committed =
        blocks.list(arrival.organization(), arrival.id()).stream()
            .filter(block -> block.place() != null)
            .toList();
    try (InputStream bytes =
        new SequenceInputStream(opened(arrival.organization(), committed.iterator()))) {
      return blobs.store(
          arrival.organization(), new Cancellable(bytes, context), datasets.largestFile());
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    }
  }

  /** One open at a time. */
  private Enumeration<InputStream> opened(OrganizationId organization, Iterator<Block> committed) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return committed.hasNext();
      }

      @Override
      public InputStream nextElement() {
        try {
          return blobs.open(organization, Objects.requireNonNull(committed.next().sha256()));
        } catch (IOException problem) {
          throw new UncheckedIOException(problem);
        }
      }
    };
  }

  /** All at once: the dataset, and the end of its blocks. */
  private void take(Arrival arrival, Blob blob) {
    // The organization first, as those do who send and commit.
    plan.hold(arrival.organization());
    Optional<Arrival> still = rows.lock(arrival.organization(), arrival.id());
    if (still.isEmpty() || !isOpen(still.get())) {
      return;
    }
    releaseBlocks(arrival);
    datasets.add(names.arrived(arrival, blob), arrival.who());
    rows.state(arrival.organization(), arrival.id(), State.DONE);
  }

  private List<String> hashes(Arrival arrival) {
    return blocks.list(arrival.organization(), arrival.id()).stream()
        .flatMap(block -> Optional.ofNullable(block.sha256()).stream())
        .toList();
  }

  private void releaseBlocks(Arrival arrival) {
    blobs.releaseAll(arrival.organization(), hashes(arrival));
    blocks.forgetBytes(arrival.organization(), arrival.id());
  }

  /** Its blocks are gone with it: whoever tries again makes another dataset. */
  @Override
  public void ended(Job job) {
    if (job.state() == JobState.FAILED || job.state() == JobState.CANCELLED) {
      plan.hold(job.organization());
      rows.lock(job.organization(), job.subject())
          .filter(ArrivalJob::isOpen)
          .ifPresent(
              arrival -> {
                releaseBlocks(arrival);
                rows.fail(arrival.organization(), arrival.id(), job.errorCode(), job.errorText());
                ends.tell(arrival.organization(), arrival.id());
                stages.record(arrival.id(), arrival.organization(), Stage.COMPLETION);
              });
    }
  }
}
