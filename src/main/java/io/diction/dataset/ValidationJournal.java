package io.diction.dataset;

import io.diction.dataset.check.Journal;
import io.diction.dataset.file.CheckedRows;
import io.diction.dataset.file.CheckedRows.Known;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Item.Heard;
import io.diction.speech.CancelledException;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps what validations found out so far, each batch in a transaction that holds the model. */
@Component
class ValidationJournal {
  private final CheckedRows checked;
  private final FileRows files;
  private final DatasetRows rows;
  private final Datasets datasets;
  private final Blobs blobs;
  private final TransactionOperations transaction;

  ValidationJournal(
      CheckedRows checked,
      FileRows files,
      DatasetRows rows,
      Datasets datasets,
      Blobs blobs,
      TransactionOperations transaction) {
    this.checked = checked;
    this.files = files;
    this.rows = rows;
    this.datasets = datasets;
    this.blobs = blobs;
    this.transaction = transaction;
  }

  Journal of(Dataset dataset, UUID job) {
    return new OfDataset(dataset, job);
  }

  private final class OfDataset implements Journal {
    private final Dataset dataset;
    private final DatasetKey id;
    private final UUID job;

    /** Of the files that were found; asked for once, as they may be many. */
    private int lastNumber = -1;

    OfDataset(Dataset dataset, UUID job) {
      this.dataset = dataset;
      this.id = dataset.key();
      this.job = job;
    }

    /** But for recordings that were replaced beside a manifest since, and bytes that are gone. */
    @Override
    public Map<String, Known> known() {
      Map<String, Known> known = new HashMap<>(checked.known(id, job));
      if (!dataset.isArchive()) {
        for (Dataset sent : rows.ofUpload(dataset.organization(), dataset.upload())) {
          Known before = known.get(sent.name());
          Blob blob = before == null ? null : before.blob();
          if (blob != null && !blob.sha256().equals(sent.sha256())) {
            known.remove(sent.name());
          }
        }
      }
      return known;
    }

    @Override
    public Map<String, Integer> begin(Map<String, Long> recordings) {
      inOne(() -> checked.plan(id, recordings));
      return checked.attempts(id);
    }

    @Override
    public void write(List<Known> ended, Collection<String> begun) {
      if (ended.isEmpty() && begun.isEmpty()) {
        return;
      }
      inOne(
          () -> {
            if (!ended.isEmpty()) {
              checked.end(id, job, ended);
              ended.forEach(this::keep);
            }
            checked.begin(id, begun);
          });
    }

    private void keep(Known known) {
      Blob blob = known.blob();
      Heard heard = known.item().heard();
      if (blob == null || heard == null) {
        return;
      }
      blobs.retain(dataset.organization(), blob.sha256());
      lastNumber = lastNumber < 0 ? files.lastNumber(id) : lastNumber;
      files
          .replaceFound(id, ++lastNumber, known.item().name(), blob, heard.durationMs())
          .forEach(before -> blobs.release(dataset.organization(), before));
    }

    @Override
    public void stopped(Collection<String> begun) {
      inOne(() -> checked.stopped(id, begun));
    }

    /** A dataset that was deleted meanwhile has nothing to be kept for. */
    private void inOne(Runnable work) {
      boolean there =
          Boolean.TRUE.equals(
              transaction.execute(
                  status -> {
                    boolean held =
                        datasets.lockModels(dataset)
                            && rows.find(dataset.organization(), dataset.id()).isPresent();
                    if (held) {
                      work.run();
                    }
                    return held;
                  }));
      if (!there) {
        throw new CancelledException();
      }
    }
  }
}
