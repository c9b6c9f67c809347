package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.FileName;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** Datasets as validation leaves them, for tests. Import it as a bean where a database is there. */
public final class DatasetFixtures {
  private final DatasetRows rows;
  private final FileRows files;
  private final ModelData models;
  private final Blobs blobs;
  private final TransactionOperations transaction;
  private final Clock clock;

  public DatasetFixtures(
      DatasetRows rows,
      FileRows files,
      ModelData models,
      Blobs blobs,
      TransactionOperations transaction,
      Clock clock) {
    this.rows = rows;
    this.files = files;
    this.models = models;
    this.blobs = blobs;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A text that trains. */
  public UUID ready(CustomModelId model, SignedIn who) {
    UUID id = add(model, who, DatasetStatus.READY);
    models.dataChanged(model, true);
    return id;
  }

  /** A text with warnings that somebody has to confirm. */
  public UUID needsReview(CustomModelId model, SignedIn who) {
    return add(model, who, DatasetStatus.NEEDS_REVIEW);
  }

  private UUID add(CustomModelId model, SignedIn who, DatasetStatus status) {
    UUID id = Ids.next();
    byte[] text = ("the house on the hill " + id).getBytes(StandardCharsets.UTF_8);
    Blob blob = store(who, text);
    FileName name = new FileName("hill.txt");
    rows.add(
        new Dataset(
            new DatasetId(id),
            who.organization(),
            Ids.next(),
            name.display(),
            DatasetType.TRANSCRIPT,
            status,
            blob.sha256(),
            blob.sizeBytes(),
            null,
            0,
            0,
            0,
            null,
            OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
            null,
            null),
        name,
        "Language",
        who.user());
    rows.link(model, new DatasetId(id), Purpose.TRAIN);
    files.add(id, new FileRows.StoredFile(0, name.display(), blob, null));
    transaction.executeWithoutResult(storing -> blobs.retain(who.organization(), blob.sha256()));
    return id;
  }

  private Blob store(SignedIn who, byte[] bytes) {
    try {
      return blobs.store(who.organization(), new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
