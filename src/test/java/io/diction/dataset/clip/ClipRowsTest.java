package io.diction.dataset.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.web.GridQuery;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClipRowsTest {
  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6000, ZoneOffset.UTC);

  @Import({ClipRows.class, ClipEditRows.class, FileRows.class})
  abstract static class Cases {
    @Autowired private ClipRows clips;
    @Autowired private ClipEditRows edits;
    @Autowired private FileRows files;
    @Autowired private JdbcClient jdbc;

    private final UUID organization = Ids.next();
    private final UUID model = Ids.next();
    private final DatasetKey dataset =
        new DatasetKey(new OrganizationId(organization), new DatasetId(Ids.next()));

    @BeforeEach
    void add() {
      insert(
          """
          insert into organization (id, name, name_key, reseller, time_zone, created_at)
          values (:organization, 'Test', 'test', false, 'UTC', :now)
          """);
      insert(
          """
          insert into custom_model (
            id, organization_id, lock_version, name, description, domain, locale, language_key,
            status, queued, progress, stage, status_at, data_ready, data_revision,
            queued_revision, trained_revision, auto_train, versions, awaiting_acceptance,
            created_at, created_by, modified_at)
          values (
            :model, :organization, 0, 'Model', '', '', 'en-US', 'english',
            1, false, 0, '', :now, false, 0, 0, 0, false, 0, false, :now, :model, :now)
          """);
      insert(
          """
          insert into dataset (id, organization_id, upload_id, name, name_key, pair_key, type,
                               rest_kind, status, sha256, size_bytes, clips, error_count,
                               warning_count, created_at, created_by)
          values (:dataset, :organization, :model, 'calls.zip', 'calls.zip', 'calls', 'MANIFEST',
                  'Acoustic', 'READY', 'c', 5, 0, 0, 0, :now, :model)
          """);
      insert(
          """
          insert into model_dataset (model_id, dataset_id, purpose)
          values (:model, :dataset, 'TRAIN')
          """);
      files.add(dataset, new FileRows.StoredFile(1, "a.wav", new Blob("a".repeat(64), 10), 9_000L));
      clip(1, 0, 2_000L, "Good morning, doctor", "Ann", Purpose.TRAIN);
      clip(2, 2_000, 4_000L, "100 % of it", "Ben", Purpose.TEST);
      clip(3, 6_000, null, "the end", "", Purpose.TRAIN);
    }

    private void insert(String sql) {
      jdbc.sql(sql)
          .param("organization", organization)
          .param("model", model)
          .param("dataset", dataset.id().value())
          .param("now", NOW)
          .update();
    }

    private void clip(
        int number, long start, Long duration, String words, String speaker, Purpose purpose) {
      files.add(dataset, new FileRows.Clip(number, 1, start, duration, words, speaker, purpose));
    }

    @Test
    void sortsByWhatIsAskedFor() {
      assertThat(clips.page(dataset, GridQuery.first("place")).rows())
          .extracting(KeptClip::number)
          .containsExactly(1, 2, 3);
      assertThat(clips.page(dataset, GridQuery.first("length")).rows())
          .extracting(KeptClip::lengthMs)
          .containsExactly(2_000L, 3_000L, 4_000L);
      assertThat(clips.page(dataset, GridQuery.first("speaker")).rows().get(0).speaker()).isEmpty();
      assertThat(clips.speakers(dataset)).containsExactly("Ann", "Ben");
    }

    @Test
    void findsNeighboursInTheSameRecording() {
      KeptClip middle = clips.find(dataset, 2).orElseThrow();

      assertThat(clips.findNext(dataset, middle)).map(KeptClip::number).contains(3);
      assertThat(clips.findBeside(dataset, middle, false)).contains(1);
      assertThat(clips.findBeside(dataset, middle, true)).contains(3);
      assertThat(clips.findBeside(dataset, clips.find(dataset, 3).orElseThrow(), true)).isEmpty();
      assertThat(clips.findBytes(dataset, "a.wav")).contains("a".repeat(64));
    }

    @Test
    void putsClipsInThePlaceOfOthers() {
      KeptClip first = clips.find(dataset, 1).orElseThrow();
      clips.replace(
          dataset,
          List.of(first),
          List.of(first.with(0, 500L, "Good"), first.with(500, 1_500L, "morning")));

      assertThat(clips.all(dataset)).extracting(KeptClip::number).containsExactly(1, 4, 2, 3);
      assertThat(clips.all(dataset))
          .extracting(KeptClip::words)
          .containsExactly("Good", "morning", "100 % of it", "the end");
    }

    @Test
    void readsEditsAsTheyWereWritten() {
      KeptClip first = clips.find(dataset, 1).orElseThrow();
      edits.add(
          dataset,
          new ClipEdit(0, ClipEdit.Kind.LEAVE, true, List.of(first), List.of(), NOW, "Ann"));

      ClipEdit read = edits.find(dataset, 1).orElseThrow();

      assertThat(read.before().get(0).stands(first)).isTrue();
      assertThat(read.before().get(0).words()).isEqualTo(first.words());
      assertThat(read.after()).isEmpty();
      edits.applied(dataset, read, false);
      assertThat(edits.list(dataset).get(0).isApplied()).isFalse();
      edits.remove(dataset, read);
      assertThat(edits.count(dataset)).isZero();
    }

    @Test
    void findsWordsForTheirOwnerAlone() {
      GridQuery none = GridQuery.first("newest");

      assertThat(clips.search(new OrganizationId(organization), new CustomModelId(model), none))
          .satisfies(page -> assertThat(page.rows()).hasSize(3));
      assertThat(clips.search(new OrganizationId(Ids.next()), new CustomModelId(model), none))
          .satisfies(page -> assertThat(page.rows()).isEmpty());
    }
  }

  @Nested
  @DataTest
  class H2Test extends Cases {}

  @Nested
  @DataTest
  @OnPostgres
  class PostgresTest extends Cases {}
}
