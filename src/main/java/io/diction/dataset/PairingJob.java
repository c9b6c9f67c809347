package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.clip.PairClips;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.jobs.Jobs;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the clips of recordings whose texts were not at hand when they could have been made: they
 * lie in an object store, or both were ready before there were such clips.
 */
@Component
class PairingJob implements JobHandler {
  private final DatasetRows rows;
  private final PairRows pairs;
  private final PairClips clips;
  private final Pairing pairing;
  private final Datasets datasets;
  private final Jobs jobs;
  private final TransactionTemplate transaction;

  PairingJob(
      DatasetRows rows,
      PairRows pairs,
      PairClips clips,
      Pairing pairing,
      Datasets datasets,
      Jobs jobs,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.pairs = pairs;
    this.clips = clips;
    this.pairing = pairing;
    this.datasets = datasets;
    this.jobs = jobs;
    this.transaction = transaction;
  }

  @Override
  public String kind() {
    return PairClips.KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public void run(JobContext context) {
    Optional<Dataset> found =
        rows.find(context.organization(), new DatasetId(context.subject()))
            .filter(dataset -> dataset.status() == DatasetStatus.READY);
    if (found.isEmpty()) {
      return;
    }
    Dataset recording = found.get();
    context.report(0, "pair", recording.name());
    for (CustomModelId model : rows.models(recording.key())) {
      context.checkCancelled();
      pairing.text(model, recording).ifPresent(text -> pair(model, recording, text));
    }
  }

  /** The text stays here as long as its path is held. */
  private void pair(CustomModelId model, Dataset recording, Dataset text) {
    Optional<Path> here = clips.fetch(recording, text);
    transaction.executeWithoutResult(
        status -> {
          if (!datasets.lockModels(recording)) {
            return;
          }
          if (here.isEmpty()) {
            clips.unread(recording, text);
          } else {
            Optional<UUID> before = clips.text(recording.key());
            pairing.again(model, recording);
            if (!clips.text(recording.key()).equals(before)) {
              datasets.clipsChanged(recording);
            }
          }
        });
    Reference.reachabilityFence(here);
  }

  /** Those that were ready before recordings by themselves had clips. */
  void queueUnmade() {
    List<DatasetKey> unmade = pairs.unmade(PairClips.MOST_TEXT_BYTES);
    for (DatasetKey recording : unmade) {
      var unused = jobs.submit(PairClips.KIND, recording.organization(), recording.id().value());
    }
  }
}
