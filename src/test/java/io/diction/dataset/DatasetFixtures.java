package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.dataset.change.Change;
import io.diction.dataset.change.ChangeRows;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.TextShape;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Datasets as validation leaves them, for tests. Import it as a bean where a database is there. */
public final class DatasetFixtures {
  private static final TextShape LF = new TextShape("UTF-8", false, TextShape.LineEnding.LF);

  private final DatasetRows rows;
  private final FileRows files;
  private final ItemRows items;
  private final FindingRows findings;
  private final ChangeRows changes;
  private final ModelData models;
  private final Blobs blobs;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final JdbcClient jdbc;

  public DatasetFixtures(
      DatasetRows rows,
      FileRows files,
      ItemRows items,
      FindingRows findings,
      ChangeRows changes,
      ModelData models,
      Blobs blobs,
      TransactionOperations transaction,
      Clock clock,
      JdbcClient jdbc) {
    this.rows = rows;
    this.files = files;
    this.items = items;
    this.findings = findings;
    this.changes = changes;
    this.models = models;
    this.blobs = blobs;
    this.transaction = transaction;
    this.clock = clock;
    this.jdbc = jdbc;
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

  /**
   * A folder with a recording, a text with a bell in its second line, and one that is left out.
   *
   * @param deed that left it out
   */
  public UUID mendable(CustomModelId model, SignedIn who, UUID deed) {
    UUID id = Ids.next();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("call.wav", DatasetFiles.wav(440));
    entries.put("call.txt", "good morning\nbe\u0007ll\n".getBytes(StandardCharsets.UTF_8));
    entries.put("gone.txt", ("not used " + id).getBytes(StandardCharsets.UTF_8));
    Blob blob = store(who, DatasetFiles.zip(entries));
    Blob call = store(who, DatasetFiles.wav(440));
    add(
        id,
        model,
        who,
        new FileName("calls.zip"),
        DatasetType.MANIFEST,
        blob,
        DatasetKind.ACOUSTIC);
    DatasetKey key = new DatasetKey(who.organization(), new DatasetId(id));
    files.add(key, new FileRows.StoredFile(1, "call.wav", call, 1250L));
    transaction.executeWithoutResult(storing -> blobs.retain(who.organization(), call.sha256()));
    findings.replace(
        key,
        List.of(
            new Finding(
                true,
                "validation_failed",
                "illegal_character",
                "call.txt",
                2,
                3,
                List.of("U+0007"))));
    items.replace(
        key,
        List.of(
            new Item("call.txt", Item.Kind.TEXT, 19, null, LF, false),
            new Item(
                "call.wav",
                Item.Kind.AUDIO,
                call.sizeBytes(),
                new Item.Heard(
                    1250,
                    new Item.Coding("wav", "pcm_s16le", 16_000, 1, 16, 16),
                    new Item.Sound(7_900, -23.0, 0.5, 0, 40, 0.2, 0.7),
                    new Item.Identity("", null)),
                null,
                false),
            new Item("gone.txt", Item.Kind.TEXT, 45, null, LF, true)));
    changes.add(
        key,
        new Change(
            0,
            deed,
            Change.Kind.LEAVE,
            "gone.txt",
            0,
            null,
            0,
            true,
            false,
            OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
            who.displayName()));
    compared(id, 1, "call.wav", call, "good morning be ll", "0.10 0.20 0.90 0.80", 2);
    compared(id, 2, "gone.wav", call, "not used", "0.30 0.20", 1);
    jdbc.sql(
            """
            insert into dataset_hearing (dataset_id, job_id, outcome, language, seconds,
                                         cut_seconds, base)
            values (:dataset, :dataset, 'HEARD', '', 2.5, 0, '')
            """)
        .param("dataset", id)
        .update();
    return id;
  }

  /** Clips that say what is written at the other. */
  private void compared(
      UUID dataset, int number, String name, Blob sound, String words, String heard, int other) {
    jdbc.sql(
            """
            insert into dataset_agreement (dataset_id, number, identity, file_name, recording,
                                           start_ms, origin, words, spoken, heard, clip_key, state,
                                           score, margin, word_share, unwritten_ms, fault,
                                           swap_with)
            values (:dataset, :number, :name, :name, :recording, 0, 'GIVEN', :words, :words, :heard,
                    '', 'DIFFERS', 0.3, -0.2, 0.5, 0, '', :other)
            """)
        .param("dataset", dataset)
        .param("number", number)
        .param("name", name)
        .param("recording", sound.sha256())
        .param("words", words)
        .param("heard", heard)
        .param("other", other)
        .update();
  }

  /** What an editor of a line is sent with it, while nobody has changed the file. */
  public String version(UUID dataset, CustomModelId model, SignedIn who) {
    return rows.find(model, who.organization(), new DatasetId(dataset)).orElseThrow().sha256()
        + "-0";
  }

  private UUID add(CustomModelId model, SignedIn who, DatasetStatus status) {
    UUID id = Ids.next();
    byte[] text = ("the house on the hill " + id).getBytes(StandardCharsets.UTF_8);
    Blob blob = store(who, text);
    add(
        id,
        model,
        who,
        new FileName("hill.txt"),
        DatasetType.TRANSCRIPT,
        blob,
        DatasetKind.LANGUAGE);
    if (status == DatasetStatus.READY) {
      rows.status(new DatasetKey(who.organization(), new DatasetId(id)), status);
    }
    return id;
  }

  private void add(
      UUID id,
      CustomModelId model,
      SignedIn who,
      FileName name,
      DatasetType type,
      Blob blob,
      DatasetKind kind) {
    rows.add(
        new Dataset(
            new DatasetId(id),
            who.organization(),
            Ids.next(),
            name.display(),
            type,
            DatasetStatus.NEEDS_REVIEW,
            blob.sha256(),
            blob.sizeBytes(),
            null,
            0,
            0,
            0,
            null,
            OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
            null,
            null,
            null),
        name,
        kind,
        who.user());
    DatasetKey key = new DatasetKey(who.organization(), new DatasetId(id));
    rows.link(model, key, Purpose.TRAIN);
    files.add(key, new FileRows.StoredFile(0, name.display(), blob, null));
    transaction.executeWithoutResult(storing -> blobs.retain(who.organization(), blob.sha256()));
  }

  private Blob store(SignedIn who, byte[] bytes) {
    try {
      return blobs.store(who.organization(), new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
