package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.FileName;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.storage.Blob;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of datasets and what models they belong to. */
@Repository
class DatasetRows {
  static final String COLUMNS =
      """
      d.id, d.organization_id, d.upload_id, d.name, d.type, d.status, d.sha256, d.size_bytes,
      d.duration_ms, d.clips, d.error_count, d.warning_count, d.job_id, d.created_at,
      d.started_at, d.ended_at, d.source
      """;

  private final JdbcClient jdbc;

  DatasetRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Columns of the grid by sort key; the id is time-ordered. */
  private static String column(String sort) {
    return switch (sort) {
      case "name" -> "d.name_key";
      case "type" -> "d.type";
      case "duration" -> "d.duration_ms";
      case "started" -> "d.started_at";
      case "ended" -> "d.ended_at";
      case "status" -> "d.status";
      default -> "d.id";
    };
  }

  /** Lets a dataset wait at its report, whatever is found, until somebody confirms it. */
  void hold(DatasetKey dataset) {
    dataset.in(jdbc, "update dataset set held = true where id = :owned").update();
  }

  boolean isHeld(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select held from dataset where id = :owned")
        .query(Boolean.class)
        .single();
  }

  /** Lets a dataset stay although no model uses it. */
  void keep(DatasetKey dataset, String locale, @Nullable String source) {
    dataset
        .in(
            jdbc,
            "update dataset set kept = true, locale = :locale, source = :source where id = :owned")
        .param("locale", locale)
        .param("source", source)
        .update();
  }

  /**
   * What only a dataset that stays without a model knows by itself.
   *
   * @param locale that it is of
   */
  record Kept(DatasetKind kind, String locale) {}

  Optional<Kept> findKept(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select rest_kind, locale from dataset where id = :owned and kept")
        .query(
            (row, number) ->
                new Kept(
                    DatasetKind.find(row.getString("rest_kind")).orElseThrow(),
                    row.getString("locale")))
        .optional();
  }

  void add(Dataset dataset, FileName name, DatasetKind kind, UserId by) {
    jdbc.sql(
            """
            insert into dataset (id, organization_id, upload_id, name, name_key, pair_key, type,
                                 rest_kind, status, sha256, size_bytes, clips, error_count,
                                 warning_count, job_id, created_at, created_by)
            values (:id, :organization, :upload, :name, :nameKey, :pairKey, :type,
                    :restKind, :status, :sha256, :size, 0, 0, 0, :job, :createdAt, :createdBy)
            """)
        .param("id", dataset.id().value())
        .param("organization", dataset.organization().value())
        .param("upload", dataset.upload())
        .param("name", dataset.name())
        .param("nameKey", name.key())
        .param("pairKey", name.pairKey())
        .param("type", dataset.type().name())
        .param("restKind", kind.text())
        .param("status", dataset.status().name())
        .param("sha256", dataset.sha256())
        .param("size", dataset.sizeBytes())
        .param("job", dataset.job())
        .param("createdAt", dataset.createdAt())
        .param("createdBy", by.value())
        .update();
  }

  void link(CustomModelId model, DatasetKey dataset, Purpose purpose) {
    dataset
        .in(
            jdbc,
            """
            insert into model_dataset (model_id, dataset_id, purpose)
            values ((select id
                     from custom_model
                     where id = :model and organization_id = :organization),
                    :owned, :purpose)
            """)
        .param("model", model.value())
        .param("purpose", purpose.name())
        .update();
  }

  GridPage<Dataset> page(CustomModelId model, OrganizationId organization, GridQuery query) {
    long total =
        jdbc.sql(
                """
                select count(*)
                from model_dataset m join dataset d on d.id = m.dataset_id
                where m.model_id = :model and d.organization_id = :organization
                """)
            .param("model", model.value())
            .param("organization", organization.value())
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    String order = valid.descending() ? "desc" : "asc";
    List<Dataset> rows =
        jdbc.sql(
                """
                select %s
                from model_dataset m join dataset d on d.id = m.dataset_id
                where m.model_id = :model and d.organization_id = :organization
                order by %s %s, d.id %s
                limit :size offset :offset
                """
                    .formatted(COLUMNS, column(valid.sort()), order, order))
            .param("model", model.value())
            .param("organization", organization.value())
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(DatasetRows::dataset)
            .list();
    return new GridPage<>(rows, total, valid);
  }

  Optional<Dataset> find(CustomModelId model, OrganizationId organization, DatasetId id) {
    return jdbc.sql(
            """
            select %s
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization and d.id = :id
            """
                .formatted(COLUMNS))
        .param("model", model.value())
        .param("organization", organization.value())
        .param("id", id.value())
        .query(DatasetRows::dataset)
        .optional();
  }

  Optional<Dataset> find(OrganizationId organization, DatasetId id) {
    return jdbc.sql(
            "select %s from dataset d where d.organization_id = :organization and d.id = :id"
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("id", id.value())
        .query(DatasetRows::dataset)
        .optional();
  }

  /** Datasets sent together with this one. */
  List<Dataset> ofUpload(OrganizationId organization, UUID upload) {
    return jdbc.sql(
            """
            select %s
            from dataset d
            where d.organization_id = :organization and d.upload_id = :upload
            order by d.id
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("upload", upload)
        .query(DatasetRows::dataset)
        .list();
  }

  /** Names of a model's datasets with one of these bytes, by hash. */
  Map<String, String> namesByHash(
      CustomModelId model, OrganizationId organization, Collection<String> hashes) {
    Map<String, String> names = new HashMap<>();
    if (!hashes.isEmpty()) {
      jdbc.sql(
              """
              select d.sha256, d.name
              from model_dataset m join dataset d on d.id = m.dataset_id
              where m.model_id = :model and d.organization_id = :organization
                and d.sha256 in (:hashes)
              """)
          .param("model", model.value())
          .param("organization", organization.value())
          .param("hashes", hashes)
          .query(
              row -> {
                names.put(row.getString("sha256"), row.getString("name"));
              });
    }
    return names;
  }

  List<CustomModelId> models(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select model_id from model_dataset where dataset_id = :owned order by model_id")
        .query((row, number) -> new CustomModelId(row.getObject("model_id", UUID.class)))
        .list();
  }

  void start(DatasetKey dataset, OffsetDateTime now) {
    dataset
        .in(
            jdbc,
            """
            update dataset
            set status = 'VALIDATING', started_at = coalesce(started_at, :now), ended_at = null
            where id = :owned
            """)
        .param("now", now)
        .update();
  }

  /** Whether the dataset was still there. */
  boolean end(
      DatasetKey dataset,
      DatasetStatus status,
      @Nullable Long durationMs,
      int clips,
      OffsetDateTime now) {
    return dataset
            .in(
                jdbc,
                """
                update dataset
                set status = :status, duration_ms = :duration, clips = :clips, ended_at = :now
                where id = :owned
                """)
            .param("status", status.name())
            .param("duration", durationMs)
            .param("clips", clips)
            .param("now", now)
            .update()
        == 1;
  }

  void status(DatasetKey dataset, DatasetStatus status) {
    dataset
        .in(jdbc, "update dataset set status = :status where id = :owned")
        .param("status", status.name())
        .update();
  }

  /** Other bytes, from now on. */
  void content(DatasetKey dataset, Blob blob) {
    dataset
        .in(jdbc, "update dataset set sha256 = :sha256, size_bytes = :size where id = :owned")
        .param("sha256", blob.sha256())
        .param("size", blob.sizeBytes())
        .update();
  }

  void job(DatasetKey dataset, UUID job) {
    dataset
        .in(jdbc, "update dataset set job_id = :job where id = :owned")
        .param("job", job)
        .update();
  }

  void unlink(CustomModelId model, DatasetKey dataset) {
    dataset
        .in(jdbc, "delete from model_dataset where model_id = :model and dataset_id = :owned")
        .param("model", model.value())
        .update();
  }

  /** Datasets of an organization that belong to no model any more, and do not stay without. */
  List<DatasetId> unused(OrganizationId organization) {
    return jdbc.sql(
            """
            select d.id
            from dataset d
            where d.organization_id = :organization and not d.kept
              and not exists (select 1 from model_dataset m where m.dataset_id = d.id)
            order by d.id
            """)
        .param("organization", organization.value())
        .query((row, number) -> new DatasetId(row.getObject("id", UUID.class)))
        .list();
  }

  /** Those that would be among the unused ones without a model. */
  List<DatasetId> goingWith(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select d.id
            from model_dataset l
            join dataset d on d.id = l.dataset_id
            where d.organization_id = :organization and l.model_id = :model and not d.kept
              and not exists (
                select 1 from model_dataset o where o.dataset_id = d.id and o.model_id <> :model)
            order by d.id
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .query((row, number) -> new DatasetId(row.getObject("id", UUID.class)))
        .list();
  }

  void remove(DatasetKey dataset) {
    dataset.in(jdbc, "delete from dataset where id = :owned").update();
  }

  static Dataset dataset(ResultSet row, int number) throws SQLException {
    return new Dataset(
        new DatasetId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getObject("upload_id", UUID.class),
        row.getString("name"),
        DatasetType.valueOf(row.getString("type")),
        DatasetStatus.valueOf(row.getString("status")),
        row.getString("sha256"),
        row.getLong("size_bytes"),
        row.getObject("duration_ms", Long.class),
        row.getInt("clips"),
        row.getInt("error_count"),
        row.getInt("warning_count"),
        row.getObject("job_id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("started_at", OffsetDateTime.class),
        row.getObject("ended_at", OffsetDateTime.class),
        row.getString("source"));
  }
}
