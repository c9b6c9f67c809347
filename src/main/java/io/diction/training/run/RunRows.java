package io.diction.training.run;

import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
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
import tools.jackson.databind.json.JsonMapper;

/** The tables of trainings and their stages. */
@Repository
public class RunRows {
  private static final String RUN =
      """
      select id, organization_id, model_id, job_id, base_model_id, asked_by_name, charged,
             audio_seconds, text_characters, estimated_seconds, asked_at, started_at, ended_at,
             outcome, error_code, error_text, result, weight_percent
      from training_run
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  public RunRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How much a former training had to do, and how long it took. */
  public record Pace(double audioSeconds, long textCharacters, double workedSeconds) {}

  public void add(RecordedRun run, @Nullable UserId askedBy) {
    jdbc.sql(
            """
            insert into training_run (
              id, organization_id, model_id, job_id, base_model_id, asked_by, asked_by_name,
              charged, audio_seconds, text_characters, estimated_seconds, asked_at,
              weight_percent)
            values (
              :id, :organization, :model, :job, :baseModel, :askedBy, :askedByName,
              :charged, :audioSeconds, :textCharacters, :estimatedSeconds, :askedAt,
              :weightPercent)
            """)
        .param("id", run.id().value())
        .param("organization", run.organization().value())
        .param("model", run.model().value())
        .param("job", run.job())
        .param("baseModel", run.baseModel().value())
        .param("askedBy", askedBy == null ? null : askedBy.value())
        .param("askedByName", run.askedByName())
        .param("charged", run.charged())
        .param("audioSeconds", run.audioSeconds())
        .param("textCharacters", run.textCharacters())
        .param("estimatedSeconds", run.estimatedSeconds())
        .param("askedAt", run.askedAt())
        .param("weightPercent", run.weightPercent())
        .update();
  }

  public Optional<RecordedRun> find(OrganizationId organization, UUID id) {
    return jdbc.sql(RUN + "where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", organization.value())
        .query(this::run)
        .optional();
  }

  public Optional<RecordedRun> ofJob(OrganizationId organization, UUID job) {
    return jdbc.sql(RUN + "where job_id = :job and organization_id = :organization")
        .param("job", job)
        .param("organization", organization.value())
        .query(this::run)
        .optional();
  }

  /** The models of some trainings, by the training's id. */
  public Map<UUID, CustomModelId> models(Collection<UUID> runs) {
    Map<UUID, CustomModelId> models = new HashMap<>();
    if (!runs.isEmpty()) {
      jdbc.sql("select id, model_id from training_run where id in (:runs)")
          .param("runs", runs)
          .query(
              row -> {
                models.put(
                    row.getObject("id", UUID.class),
                    new CustomModelId(row.getObject("model_id", UUID.class)));
              });
    }
    return models;
  }

  /** The training that was asked for last, if any was. */
  public Optional<RecordedRun> latest(OrganizationId organization, CustomModelId model) {
    return page(organization, model, 0, 1).stream().findFirst();
  }

  /** Trainings of a model before the one that was asked for last, the newest first. */
  public List<RecordedRun> earlier(
      OrganizationId organization, CustomModelId model, GridQuery query) {
    return page(organization, model, query.offset() + 1, query.size());
  }

  private List<RecordedRun> page(
      OrganizationId organization, CustomModelId model, long offset, int limit) {
    return jdbc.sql(
            RUN
                + """
                where organization_id = :organization and model_id = :model
                order by organization_id desc, model_id desc, asked_at desc, id desc
                limit :limit offset :offset
                """)
        .param("organization", organization.value())
        .param("model", model.value())
        .param("limit", limit)
        .param("offset", offset)
        .query(this::run)
        .list();
  }

  /** How many trainings of a model were asked for. */
  public long count(OrganizationId organization, CustomModelId model) {
    return jdbc.sql(
            """
            select count(*) from training_run
            where organization_id = :organization and model_id = :model
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  public boolean isUnderWay(UUID id) {
    return jdbc.sql("select id from training_run where id = :id and outcome is null")
        .param("id", id)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  public void started(RunId run, OffsetDateTime at) {
    jdbc.sql("update training_run set started_at = :at where id = :id and started_at is null")
        .param("at", at)
        .param("id", run.value())
        .update();
  }

  public void keepResult(RunId run, RunResult result) {
    jdbc.sql("update training_run set result = :result where id = :id")
        .param("result", json.writeValueAsString(result))
        .param("id", run.value())
        .update();
  }

  public void ended(
      RunId run,
      Outcome outcome,
      @Nullable String errorCode,
      @Nullable String errorText,
      OffsetDateTime at) {
    jdbc.sql(
            """
            update training_run
            set outcome = :outcome, error_code = :errorCode, error_text = :errorText, ended_at = :at
            where id = :id
            """)
        .param("outcome", outcome.name())
        .param("errorCode", errorCode)
        .param("errorText", errorText)
        .param("at", at)
        .param("id", run.value())
        .update();
  }

  /** The trainings of this installation that succeeded last. */
  public List<Pace> latestPaces(int limit) {
    return jdbc.sql(
            """
            select r.audio_seconds, r.text_characters,
                   (select sum(s.worked_seconds) from training_stage s where s.run_id = r.id)
                     as worked_seconds
            from training_run r
            where r.outcome = 'SUCCEEDED'
            order by r.ended_at desc
            limit :limit
            """)
        .param("limit", limit)
        .query(
            (row, number) ->
                new Pace(
                    row.getDouble("audio_seconds"),
                    row.getLong("text_characters"),
                    row.getDouble("worked_seconds")))
        .list();
  }

  public List<RecordedStage> stages(RunId run) {
    return jdbc.sql(
            """
            select position, stage, started_at, finished_at, worked_seconds, files
            from training_stage
            where run_id = :run
            order by position
            """)
        .param("run", run.value())
        .query(RunRows::stage)
        .list();
  }

  public void beginStage(RunId run, int position, String stage, OffsetDateTime at) {
    int known =
        jdbc.sql(
                """
                update training_stage set stage = :stage
                where run_id = :run and position = :position
                """)
            .param("stage", stage)
            .param("run", run.value())
            .param("position", position)
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              insert into training_stage (run_id, position, stage, started_at, worked_seconds)
              values (:run, :position, :stage, :at, 0)
              """)
          .param("run", run.value())
          .param("position", position)
          .param("stage", stage)
          .param("at", at)
          .update();
    }
  }

  public void finishStage(
      RunId run, int position, double workedSeconds, String files, OffsetDateTime at) {
    jdbc.sql(
            """
            update training_stage
            set finished_at = :at, worked_seconds = worked_seconds + :worked, files = :files
            where run_id = :run and position = :position
            """)
        .param("at", at)
        .param("worked", workedSeconds)
        .param("files", files)
        .param("run", run.value())
        .param("position", position)
        .update();
  }

  /** Forgets the stages from a position on, whose files are gone or damaged. */
  public void forgetStages(RunId run, int from) {
    jdbc.sql("delete from training_stage where run_id = :run and position >= :from")
        .param("run", run.value())
        .param("from", from)
        .update();
  }

  private RecordedRun run(ResultSet row, int number) throws SQLException {
    String outcome = row.getString("outcome");
    String result = row.getString("result");
    return new RecordedRun(
        new RunId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        new CustomModelId(row.getObject("model_id", UUID.class)),
        row.getObject("job_id", UUID.class),
        new BaseModelId(row.getObject("base_model_id", UUID.class)),
        row.getString("asked_by_name"),
        row.getBoolean("charged"),
        row.getDouble("audio_seconds"),
        row.getLong("text_characters"),
        row.getDouble("estimated_seconds"),
        row.getObject("asked_at", OffsetDateTime.class),
        row.getObject("started_at", OffsetDateTime.class),
        row.getObject("ended_at", OffsetDateTime.class),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString("error_code"),
        row.getString("error_text"),
        result == null ? null : json.readValue(result, RunResult.class),
        row.getObject("weight_percent", Integer.class));
  }

  private static RecordedStage stage(ResultSet row, int number) throws SQLException {
    return new RecordedStage(
        row.getInt("position"),
        row.getString("stage"),
        row.getObject("started_at", OffsetDateTime.class),
        row.getObject("finished_at", OffsetDateTime.class),
        row.getDouble("worked_seconds"),
        row.getString("files"));
  }
}
