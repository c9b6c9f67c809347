package io.diction.evaluation.run;

import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of tests and of what they measure. */
@Repository
public class TestRows {
  private static final String RUN = select("figures");

  /** Figures are large: lists only tell whether there are any. */
  private static final String LISTED =
      select("case when figures is null then null else '{}' end as figures");

  private static String select(String figures) {
    return """
    select id, organization_id as organizationId, model_id as modelId, name, kind, standing,
           asked_by_name as askedByName, job_id as jobId, state, error_code as errorCode,
           error_text as errorText, locale, base_model_id as baseModelId, engine,
           data_sha256 as dataSha256, utterances, done, audio_ms as audioMs, %s, leaky,
           created_at as createdAt, finished_at as finishedAt
    from test_run
    """
        .formatted(figures);
  }

  /**
   * Tests of a model that an organization may know of: all for the owner; for others their own, and
   * those of the owner that ended well and measured nothing but base models and versions of this
   * model that were ever in use.
   */
  private static final String VISIBLE =
      """
      where model_id = :model
        and (
          organization_id = :organization
          or :organization = :owner
          or (organization_id = :owner
            and state = 'SUCCEEDED'
            and not exists (
              select 1
              from test_subject s
              left join model_version v on v.id = s.version_id and v.model_id = test_run.model_id
              where s.run_id = test_run.id
                and s.version_id is not null
                and v.accepted_at is null)))
      """;

  private final JdbcClient jdbc;

  TestRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void add(TestRun run, @Nullable UUID askedBy, List<TestSubject> subjects) {
    jdbc.sql(
            """
            insert into test_run (
              id, organization_id, model_id, name, kind, standing, asked_by, asked_by_name, job_id,
              state, locale, base_model_id, engine, data_sha256, utterances, done, audio_ms,
              created_at)
            values (
              :id, :organizationId, :modelId, :name, :kind, :standing, :askedBy, :askedByName,
              :jobId, :state, :locale, :baseModelId, :engine, :dataSha256, :utterances, 0, 0,
              :createdAt)
            """)
        .param("id", run.id())
        .param("organizationId", run.organizationId())
        .param("modelId", run.modelId())
        .param("name", run.name())
        .param("kind", run.kind().name())
        .param("standing", run.standing())
        .param("askedBy", askedBy)
        .param("askedByName", run.askedByName())
        .param("jobId", run.jobId())
        .param("state", run.state().name())
        .param("locale", run.locale())
        .param("baseModelId", run.baseModelId())
        .param("engine", run.engine())
        .param("dataSha256", run.dataSha256())
        .param("utterances", run.utterances())
        .param("createdAt", run.createdAt())
        .update();
    subjects.forEach(this::add);
  }

  private void add(TestSubject subject) {
    jdbc.sql(
            """
            insert into test_subject (
              run_id, position, base_model_id, version_id, number, label, sha256, owner_id, layered)
            values (
              :run, :position, :baseModel, :version, :number, :label, :sha256, :owner, :layered)
            """)
        .param("run", subject.runId())
        .param("position", subject.position())
        .param("baseModel", subject.baseModelId())
        .param("version", subject.versionId())
        .param("number", subject.number())
        .param("label", subject.label())
        .param("sha256", subject.sha256())
        .param("owner", subject.ownerId())
        .param("layered", subject.layered())
        .update();
  }

  /** For the job, which acts for the organization. */
  public Optional<TestRun> find(OrganizationId organization, UUID id) {
    return jdbc.sql(RUN + "where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", organization.value())
        .query(TestRun.class)
        .optional();
  }

  /** A test of a model that an organization may know of. */
  public Optional<TestRun> find(
      UUID id, UUID model, OrganizationId owner, OrganizationId organization) {
    return jdbc.sql(RUN + VISIBLE + "and id = :id")
        .param("id", id)
        .param("model", model)
        .param("owner", owner.value())
        .param("organization", organization.value())
        .query(TestRun.class)
        .optional();
  }

  /** The newest first. */
  public List<TestRun> page(
      UUID model, OrganizationId owner, OrganizationId organization, int size, long offset) {
    return jdbc.sql(
            LISTED
                + VISIBLE
                + """
                order by model_id desc, created_at desc, id desc
                limit :size offset :offset
                """)
        .param("model", model)
        .param("owner", owner.value())
        .param("organization", organization.value())
        .param("size", size)
        .param("offset", offset)
        .query(TestRun.class)
        .list();
  }

  public long count(UUID model, OrganizationId owner, OrganizationId organization) {
    return jdbc.sql("select count(*) from test_run\n" + VISIBLE)
        .param("model", model)
        .param("owner", owner.value())
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** Standing tests of a model that have ended well, the oldest first. */
  public List<TestRun> standing(UUID model, OrganizationId owner, int most) {
    return jdbc
        .sql(
            LISTED
                + """
                where model_id = :model and organization_id = :owner and standing
                  and state = 'SUCCEEDED' and figures is not null
                order by created_at desc, id desc
                limit :most
                """)
        .param("model", model)
        .param("owner", owner.value())
        .param("most", most)
        .query(TestRun.class)
        .list()
        .stream()
        .sorted(Comparator.comparing(TestRun::createdAt).thenComparing(TestRun::id))
        .toList();
  }

  /** Tests of an organization that measured a version, the newest first. */
  public List<TestRun> ofVersion(UUID version, OrganizationId organization) {
    return jdbc.sql(
            LISTED
                + """
                where organization_id = :organization
                  and id in (select run_id from test_subject where version_id = :version)
                order by created_at desc, id desc
                limit 20
                """)
        .param("organization", organization.value())
        .param("version", version)
        .query(TestRun.class)
        .list();
  }

  /** Of all organizations: for what happens to the model itself. */
  public List<TestRun> ofModel(UUID model) {
    return jdbc.sql(LISTED + "where model_id = :model order by id")
        .param("model", model)
        .query(TestRun.class)
        .list();
  }

  /** What some tests measure, in the order of their positions. */
  public List<TestSubject> subjects(Collection<UUID> runs) {
    return runs.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select run_id as runId, position, base_model_id as baseModelId,
                       version_id as versionId, number, label, sha256, owner_id as ownerId,
                       layered, rate
                from test_subject
                where run_id in (:runs)
                order by run_id, position
                """)
            .param("runs", runs)
            .query(TestSubject.class)
            .list();
  }

  /** Keeps the terms that a test is measured with, as their module writes them. */
  public void keepOwnTerms(UUID id, byte[] terms) {
    jdbc.sql("insert into test_own_terms (run_id, terms) values (:id, :terms)")
        .param("id", id)
        .param("terms", new String(terms, StandardCharsets.UTF_8))
        .update();
  }

  /** The terms that a test is measured with. */
  public Optional<byte[]> ownTerms(UUID id) {
    return jdbc.sql("select terms from test_own_terms where run_id = :id")
        .param("id", id)
        .query(String.class)
        .optional()
        .map(terms -> terms.getBytes(StandardCharsets.UTF_8));
  }

  public void started(UUID id) {
    jdbc.sql("update test_run set state = 'RUNNING' where id = :id and state = 'QUEUED'")
        .param("id", id)
        .update();
  }

  /**
   * @return whether the test is still there
   */
  public boolean advanced(UUID id, int utterances, long audioMs) {
    return jdbc.sql(
                """
                update test_run
                set done = done + :utterances, audio_ms = audio_ms + :audioMs
                where id = :id
                """)
            .param("utterances", utterances)
            .param("audioMs", audioMs)
            .param("id", id)
            .update()
        == 1;
  }

  /** Rates beside the figures are those of lists. */
  public void keepFigures(UUID id, String figures, boolean leaky) {
    jdbc.sql(
            """
            update test_subject
            set rate = (
              select 1.0 * sum(h.substitutions + h.deletions + h.insertions)
                     / nullif(sum(h.reference_words), 0)
              from test_hypothesis h
              join test_utterance u on u.run_id = h.run_id and u.number = h.utterance
              where h.run_id = test_subject.run_id and h.position = test_subject.position
                and u.state = 'HEARD')
            where run_id = :id
            """)
        .param("id", id)
        .update();
    jdbc.sql(
            """
            update test_run set figures = :figures, leaky = :leaky
            where id = :id and figures is null
            """)
        .param("figures", figures)
        .param("leaky", leaky)
        .param("id", id)
        .update();
  }

  public void ended(
      UUID id,
      JobState state,
      @Nullable String errorCode,
      @Nullable String errorText,
      OffsetDateTime at) {
    jdbc.sql(
            """
            update test_run
            set state = :state, error_code = :errorCode, error_text = :errorText, finished_at = :at
            where id = :id
            """)
        .param("state", state.name())
        .param("errorCode", errorCode)
        .param("errorText", errorText)
        .param("at", at)
        .param("id", id)
        .update();
  }

  public void queuedAgain(UUID id) {
    jdbc.sql(
            """
            update test_run
            set state = 'QUEUED', error_code = null, error_text = null, finished_at = null
            where id = :id and state = 'FAILED'
            """)
        .param("id", id)
        .update();
  }

  /**
   * @return whether it was there
   */
  public boolean delete(UUID id) {
    return jdbc.sql("delete from test_run where id = :id").param("id", id).update() == 1;
  }
}
