package io.diction.dataset.clip;

import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clips of a dataset that has a recording, for tests. */
public final class ClipFixtures {
  private final FileRows files;
  private final ClipRows clips;
  private final ClipEditRows edits;
  private final JdbcClient jdbc;

  public ClipFixtures(FileRows files, ClipRows clips, ClipEditRows edits, JdbcClient jdbc) {
    this.files = files;
    this.clips = clips;
    this.edits = edits;
    this.jdbc = jdbc;
  }

  /** Two clips of its first recording; the beginning of the first was moved by hand. */
  public void add(UUID id) {
    OrganizationId owner =
        new OrganizationId(
            jdbc.sql("select organization_id from dataset where id = :id")
                .param("id", id)
                .query(UUID.class)
                .single());
    DatasetKey dataset = new DatasetKey(owner, new DatasetId(id));
    files.add(
        dataset,
        new FileRows.Clip(1, 1, 0, 600L, "good morning doctor", "Ann Whitfield", Purpose.TRAIN));
    files.add(
        dataset, new FileRows.Clip(2, 1, 600, null, "the patient slept well", "Ben", Purpose.TEST));
    jdbc.sql("update dataset set clips = 2 where id = :id").param("id", id).update();
    KeptClip now = clips.find(dataset, 1).orElseThrow();
    edits.add(
        dataset,
        new ClipEdit(
            0,
            ClipEdit.Kind.TIMES,
            true,
            List.of(now.with(100, 500L, now.words())),
            List.of(now),
            OffsetDateTime.of(2026, 11, 20, 16, 42, 0, 0, ZoneOffset.UTC),
            "Dana Whitfield"));
  }

  /** As if somebody had confirmed a dataset, whatever was found in it. */
  public void ready(UUID dataset) {
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
  }
}
