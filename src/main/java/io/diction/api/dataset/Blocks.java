package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.dataset.Arrival.State;
import io.diction.api.dataset.BlockRows.Block;
import io.diction.api.hook.Stage;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.LimitReached;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Datasets that come in blocks: sent in any order and again, then named in the order they have. */
@Service
class Blocks {
  private static final int LARGEST_BLOCK = 8 * 1024 * 1024;
  private static final int LONGEST_ID_BYTES = 64;
  private static final int MOST = 50_000;
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private final ArrivalRows arrivals;
  private final BlockRows rows;
  private final DatasetsEnded ends;
  private final KeptDatasets datasets;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Jobs jobs;
  private final TransactionTemplate transaction;
  private final DatasetStages stages;

  Blocks(
      ArrivalRows arrivals,
      BlockRows rows,
      DatasetsEnded ends,
      KeptDatasets datasets,
      PlanRoom plan,
      Blobs blobs,
      Jobs jobs,
      TransactionTemplate transaction,
      DatasetStages stages) {
    this.arrivals = arrivals;
    this.rows = rows;
    this.ends = ends;
    this.datasets = datasets;
    this.plan = plan;
    this.blobs = blobs;
    this.jobs = jobs;
    this.transaction = transaction;
    this.stages = stages;
  }

  /** A block that a commit names. */
  record Named(String kind, String id) {}

  /** Keeps a block; one with the same identifier is replaced. */
  void put(UUID dataset, String rawId, InputStream bytes, SignedIn who) throws IOException {
    String id = requireId(rawId);
    OrganizationId organization = who.organization();
    requireOpen(arrivals.find(organization, dataset), dataset, who);
    Instant began = arrivals.now().toInstant();
    long left = plan.leftBytes(organization);
    if (left <= 0) {
      throw new LimitReached(ErrorCode.STORAGE_LIMIT);
    }
    Blob blob;
    try {
      blob = blobs.store(organization, bytes, Math.min(LARGEST_BLOCK, left));
    } catch (BlobTooLarge tooLarge) {
      if (left < LARGEST_BLOCK) {
        throw new LimitReached(ErrorCode.STORAGE_LIMIT);
      }
      throw ApiError.invalid(
              DetailCode.INVALID_PAYLOAD, "A block has at most %d bytes.".formatted(LARGEST_BLOCK))
          .status(413);
    }
    if (blob.sizeBytes() == 0) {
      throw ApiError.invalid(DetailCode.EMPTY_REQUEST, "The block has no bytes.");
    }
    // Else whoever sends a block again and again fills the disk beyond the plan.
    List<String> replaced = new ArrayList<>();
    try {
      transaction.executeWithoutResult(
          status -> keep(dataset, id, blob, who).ifPresent(replaced::add));
    } catch (ApiError | Refusal refused) {
      // What was there before may be waiting for somebody else.
      blobs.letGo(organization, List.of(blob.sha256()), began);
      throw refused;
    }
    blobs.letGo(organization, replaced, Instant.EPOCH);
  }

  /** Returns the hash of the block that was there before. */
  private Optional<String> keep(UUID dataset, String id, Blob blob, SignedIn who) {
    OrganizationId organization = who.organization();
    plan.require(organization, List.of(blob));
    requireOpen(arrivals.lock(organization, dataset), dataset, who);
    Optional<Block> before = rows.find(organization, dataset, id);
    if (before.isEmpty()) {
      requireRoom(organization, dataset, id);
    }
    blobs.retain(organization, blob.sha256());
    Optional<String> replaced = before.flatMap(block -> Optional.ofNullable(block.sha256()));
    replaced.ifPresent(hash -> blobs.release(organization, hash));
    rows.put(organization, dataset, id, blob);
    arrivals.touch(organization, dataset);
    return replaced;
  }

  private void requireRoom(OrganizationId organization, UUID dataset, String id) {
    if (rows.findSomeId(organization, dataset).filter(o -> o.length() != id.length()).isPresent()) {
      throw wrong("All blocks of a dataset have identifiers of the same length.");
    }
    if (rows.count(organization, dataset) >= MOST) {
      throw wrong("A dataset has at most %d blocks.".formatted(MOST));
    }
  }

  @Transactional(readOnly = true)
  public List<Block> list(UUID dataset, SignedIn who) {
    Optional<Arrival> arrival = arrivals.find(who.organization(), dataset);
    if (arrival.filter(Arrival::isByBlocks).isEmpty()) {
      requireOpen(arrival, dataset, who);
    }
    return rows.list(who.organization(), dataset);
  }

  /** Puts the named blocks together in the order of the list, in the background. */
  @Transactional
  public void commit(UUID dataset, List<Named> list, SignedIn who) {
    OrganizationId organization = who.organization();
    // As jobs and those who send blocks do: the organization first, then the dataset.
    plan.hold(organization);
    requireOpen(arrivals.lock(organization, dataset), dataset, who);
    Map<String, Block> known = new HashMap<>();
    rows.list(organization, dataset).forEach(block -> known.put(block.id(), block));
    Set<String> order = new LinkedHashSet<>();
    long total = 0;
    for (Named named : list) {
      Block block = known.get(named.id());
      if (block == null || named.kind().equals("Committed")) {
        throw wrong("There is no such block: %s '%s'.".formatted(named.kind(), named.id()));
      }
      if (!order.add(named.id())) {
        throw wrong("The block '%s' is named twice.".formatted(named.id()));
      }
      total += block.sizeBytes();
    }
    if (order.isEmpty()) {
      throw wrong("The list names no block.");
    }
    if (total > datasets.largestFile()) {
      throw wrong(
          "A dataset has at most %d bytes, these are %d.".formatted(datasets.largestFile(), total));
    }
    List<String> unused = new ArrayList<>();
    known.forEach(
        (id, block) -> {
          if (!order.contains(id) && block.sha256() != null) {
            unused.add(block.sha256());
          }
        });
    int place = 1;
    for (String id : order) {
      rows.place(organization, dataset, id, place++);
    }
    rows.removeUncommitted(organization, dataset);
    blobs.releaseAll(organization, unused);
    arrivals.queue(organization, dataset, jobs.submit(ArrivalJob.KIND, organization, dataset));
  }

  /** What nobody went on with for a day; told whoever asks for the dataset. */
  void giveUp() {
    for (Arrival arrival : arrivals.abandoned(arrivals.now().minus(GIVEN_UP_AFTER))) {
      transaction.executeWithoutResult(
          status -> {
            plan.hold(arrival.organization());
            if (arrivals
                .lock(arrival.organization(), arrival.id())
                .filter(still -> still.state() == State.BLOCKS)
                .isPresent()) {
              release(arrival.id(), arrival.organization());
              arrivals.fail(
                  arrival.organization(),
                  arrival.id(),
                  DetailCode.DATA_IMPORT_FAILED.text(),
                  "The blocks of this dataset were not committed within a day.");
              ends.tell(arrival.organization(), arrival.id());
              stages.record(arrival.id(), arrival.organization(), Stage.COMPLETION);
            }
          });
    }
  }

  /** In the transaction that ends the dataset. */
  void release(UUID dataset, OrganizationId organization) {
    List<String> hashes =
        rows.list(organization, dataset).stream()
            .flatMap(block -> Optional.ofNullable(block.sha256()).stream())
            .toList();
    blobs.releaseAll(organization, hashes);
    rows.forgetBytes(organization, dataset);
  }

  /** Base64 of a few bytes; a plus sign that came as a space is one again. */
  private static String requireId(String raw) {
    String id = raw.replace(' ', '+');
    try {
      byte[] bytes = Base64.getDecoder().decode(id);
      if (bytes.length >= 1 && bytes.length <= LONGEST_ID_BYTES) {
        return id;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below.
    }
    throw wrong("blockid has to be Base64 of 1 to %d bytes.".formatted(LONGEST_ID_BYTES));
  }

  private void requireOpen(Optional<Arrival> arrival, UUID dataset, SignedIn who) {
    if (arrival.isEmpty() && datasets.find(new DatasetId(dataset), who).isEmpty()) {
      throw ApiError.notFound();
    }
    if (arrival.filter(known -> known.state() == State.BLOCKS).isEmpty()) {
      throw ApiError.conflict(DetailCode.INVALID_PREREQUISITE, "This dataset waits for no blocks.");
    }
  }

  private static ApiError wrong(String message) {
    return ApiError.invalid(DetailCode.INVALID_PARAMETER, message);
  }
}
