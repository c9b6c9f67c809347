package io.diction.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.storage.Blob;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.web.ErrorCode;
import io.diction.web.GridQuery;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class DatasetRowsTest {
  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6000, ZoneOffset.UTC);

  @Import({DatasetRows.class, ReadyRows.class, FindingRows.class, FileRows.class})
  abstract static class Cases {
    @Autowired private DatasetRows rows;
    @Autowired private ReadyRows ready;
    @Autowired private FindingRows findings;
    @Autowired private FileRows files;
    @Autowired private JdbcClient jdbc;

    private OrganizationId organization;
    private CustomModelId model;

    @BeforeEach
    void makeModel() {
      organization = addOrganization();
      model = addModel(organization);
    }

    @Test
    void readsWhatWasWritten() {
      Dataset added = add("Visit.WAV", DatasetType.AUDIO);

      assertThat(rows.find(model, organization, added.id())).contains(added);
      assertThat(rows.find(organization, added.id())).contains(added);
      assertThat(rows.ofUpload(organization, added.upload())).containsExactly(added);
      assertThat(rows.models(added.key())).containsExactly(model);
      assertThat(rows.namesByHash(model, organization, List.of(added.sha256(), "other")))
          .isEqualTo(Map.of(added.sha256(), "Visit.WAV"));
    }

    @Test
    void showsNothingOfAnotherOrganization() {
      Dataset added = add("secret.txt", DatasetType.TRANSCRIPT);
      OrganizationId other = addOrganization();

      assertThat(rows.find(model, other, added.id())).isEmpty();
      assertThat(rows.find(other, added.id())).isEmpty();
      assertThat(rows.page(model, other, query("name")).rows()).isEmpty();
      assertThat(rows.ofUpload(other, added.upload())).isEmpty();
      assertThat(ready.list(model, other)).isEmpty();
      assertThat(rows.find(addModel(organization), organization, added.id())).isEmpty();
    }

    @Test
    void changesNothingOfAnotherOrganization() {
      Dataset dataset = add("secret.zip", DatasetType.MANIFEST);
      FileRows.StoredFile file =
          new FileRows.StoredFile(1, "a.wav", new Blob("b".repeat(64), 10), 1250L);
      files.add(dataset.key(), file);
      Finding finding = Finding.error(ErrorCode.VALIDATION_FAILED, "no_text", "a.wav");
      findings.add(dataset.key(), finding);
      DatasetKey others = new DatasetKey(addOrganization(), dataset.id());

      findings.replace(others, List.of());
      files.removeFound(others);
      rows.status(others, DatasetStatus.READY);
      rows.unlink(model, others);
      rows.remove(others);

      assertThat(findings.list(others)).isEmpty();
      assertThat(files.files(others)).isEmpty();
      assertThat(rows.models(others)).isEmpty();
      assertThat(ready.isTrainable(model, others.organization())).isFalse();
      assertThatThrownBy(() -> findings.add(others, finding))
          .isInstanceOf(DataIntegrityViolationException.class);
      assertThat(findings.list(dataset.key())).containsExactly(finding);
      assertThat(files.files(dataset.key())).containsExactly(file);
      assertThat(rows.find(model, organization, dataset.id()).orElseThrow().status())
          .isEqualTo(DatasetStatus.VALIDATING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "name", "type", "duration", "started", "ended", "status"})
    void pagesBySortKey(String sort) {
      for (int i = 0; i < 30; i++) {
        add("n" + i + ".txt", DatasetType.TRANSCRIPT);
      }

      List<Dataset> first = rows.page(model, organization, query(sort)).rows();
      List<Dataset> second = rows.page(model, organization, query(sort).withPage(2)).rows();

      assertThat(first).hasSize(25);
      assertThat(second).hasSize(5).doesNotContainAnyElementsOf(first);
      assertThat(rows.page(model, organization, query(sort).withPage(9)).query().page())
          .isEqualTo(2);
    }

    @Test
    void findsPartnersThatAreReadyAndInTheSameModel() {
      Dataset audio = add("Visit 1.wav", DatasetType.AUDIO);
      Dataset text = add("visit 1.txt", DatasetType.TRANSCRIPT);
      assertThat(ready.partners(model, audio.key())).isEmpty();

      rows.status(text.key(), DatasetStatus.READY);

      assertThat(ready.partners(model, audio.key()))
          .containsExactly(new ReadyRows.Partner(text.id(), "visit 1.txt", DatasetType.TRANSCRIPT));
      assertThat(ready.partners(addModel(organization), audio.key())).isEmpty();
    }

    @Test
    void trainsOnReadyDataThatIsNoTest() {
      Dataset test = add("test.txt", DatasetType.TEST);
      rows.status(test.key(), DatasetStatus.READY);
      Dataset text = add("text.txt", DatasetType.TRANSCRIPT);
      assertThat(ready.isTrainable(model, organization)).isFalse();

      rows.status(text.key(), DatasetStatus.READY);

      assertThat(ready.isTrainable(model, organization)).isTrue();
      assertThat(ready.list(model, organization)).hasSize(2);
    }

    @Test
    void keepsFindingsWithTheirCounts() {
      Dataset dataset = add("a.txt", DatasetType.TRANSCRIPT);
      Finding error =
          new Finding(true, "validation_failed", "no_text", "a.txt", 3, 4, List.of("x\ny", "z"));
      Finding warning =
          Finding.warning(ErrorCode.UNMATCHED_TRANSCRIPT, "unmatched_transcript", "a.txt");

      findings.replace(dataset.key(), List.of(warning, error));

      assertThat(findings.list(dataset.key()))
          .containsExactly(
              new Finding(true, "validation_failed", "no_text", "a.txt", 3, 4, List.of("x y", "z")),
              warning);
      Dataset counted = rows.find(organization, dataset.id()).orElseThrow();
      assertThat(counted.errors()).isOne();
      assertThat(counted.warnings()).isOne();
      findings.remove(dataset.key(), "unmatched_transcript");
      assertThat(rows.find(organization, dataset.id()).orElseThrow().warnings()).isZero();
    }

    @Test
    void keepsFilesAndClips() {
      Dataset dataset = add("pairs.zip", DatasetType.MANIFEST);
      FileRows.StoredFile file =
          new FileRows.StoredFile(1, "a.wav", new Blob("b".repeat(64), 10), 1250L);
      FileRows.Clip clip = new FileRows.Clip(1, 1, 500, null, "words", "Ann", Purpose.TEST);
      files.add(dataset.key(), file);
      files.add(dataset.key(), clip);

      assertThat(files.files(dataset.key())).containsExactly(file);
      assertThat(files.clips(dataset.key())).containsExactly(clip);
      files.removeFound(dataset.key());
      assertThat(files.files(dataset.key())).isEmpty();
      assertThat(files.clips(dataset.key())).isEmpty();
    }

    @Test
    void removesADatasetWithEverythingThatBelongsToIt() {
      Dataset dataset = add("a.txt", DatasetType.TRANSCRIPT);
      findings.add(dataset.key(), Finding.error(ErrorCode.VALIDATION_FAILED, "no_text", "a.txt"));
      rows.unlink(model, dataset.key());
      assertThat(rows.unused(organization)).containsExactly(dataset.id());

      rows.remove(dataset.key());

      assertThat(rows.find(organization, dataset.id())).isEmpty();
      assertThat(findings.list(dataset.key())).isEmpty();
      assertThat(rows.end(dataset.key(), DatasetStatus.READY, null, 0, NOW)).isFalse();
    }

    @Test
    void countsNeitherSubtitlesNorWhatIsHeldOutAsAudioToTrainOn() {
      ready("a.wav", DatasetType.AUDIO, 10_000L);
      ready("a.vtt", DatasetType.TRANSCRIPT, 10_000L);
      ready("held-out.wav", DatasetType.AUDIO, 5_000L);
      ready("held-out.vtt", DatasetType.TEST, 5_000L);
      DatasetKey archive = ready("pairs.zip", DatasetType.MANIFEST, 3_000L);
      files.add(archive, new FileRows.StoredFile(1, "b.wav", new Blob("b".repeat(64), 10), 1250L));
      files.add(archive, new FileRows.Clip(1, 1, 500, null, "words", "Ann", Purpose.TEST));

      assertThat(ready.amount(model, organization).audioSeconds()).isEqualTo(12.25);
    }

    @Test
    void warnsOfTooMuchTextWhenItIsConfirmed() {
      DatasetSettings settings =
          new DatasetSettings(10, 10, DataSize.ofGigabytes(1), DataSize.ofBytes(8), 1);
      TextTotal total = new TextTotal(rows, ready, findings, settings);
      Dataset first = add("a.txt", DatasetType.TRANSCRIPT);
      total.confirmed(first);
      assertThat(findings.list(first.key())).isEmpty();
      rows.status(first.key(), DatasetStatus.READY);
      Dataset second = add("b.txt", DatasetType.TRANSCRIPT);

      total.confirmed(second);

      assertThat(findings.list(second.key()))
          .extracting(Finding::rule)
          .containsExactly("text_total");
    }

    private DatasetKey ready(String name, DatasetType type, long durationMs) {
      DatasetKey key = add(name, type).key();
      assertThat(rows.end(key, DatasetStatus.READY, durationMs, 0, NOW)).isTrue();
      return key;
    }

    private static GridQuery query(String sort) {
      return GridQuery.first(sort);
    }

    private Dataset add(String name, DatasetType type) {
      DatasetId id = new DatasetId(Ids.next());
      Dataset dataset =
          new Dataset(
              id,
              organization,
              Ids.next(),
              name,
              type,
              DatasetStatus.VALIDATING,
              "%064x".formatted(Math.abs((long) id.hashCode())),
              5,
              null,
              0,
              0,
              0,
              null,
              NOW,
              null,
              null,
              null);
      rows.add(dataset, new FileName(name), DatasetKind.LANGUAGE, new UserId(Ids.next()));
      rows.link(model, dataset.key(), type.purpose());
      return dataset;
    }

    private OrganizationId addOrganization() {
      OrganizationId id = new OrganizationId(Ids.next());
      jdbc.sql(
              """
              insert into organization (id, name, name_key, reseller, time_zone, created_at)
              values (:id, 'Test', 'test', false, 'UTC', :now)
              """)
          .param("id", id.value())
          .param("now", NOW)
          .update();
      return id;
    }

    private CustomModelId addModel(OrganizationId owner) {
      CustomModelId id = new CustomModelId(Ids.next());
      jdbc.sql(
              """
              insert into custom_model (
                id, organization_id, lock_version, name, description, domain, locale, language_key,
                status, queued, progress, stage, status_at, data_ready, data_revision,
                queued_revision, trained_revision, auto_train, versions, awaiting_acceptance,
                created_at, created_by, modified_at)
              values (
                :id, :owner, 0, 'Model', '', '', 'en-US', 'english',
                1, false, 0, '', :now, false, 0, 0, 0, false, 0, false, :now, :id, :now)
              """)
          .param("id", id.value())
          .param("owner", owner.value())
          .param("now", NOW)
          .update();
      return id;
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
