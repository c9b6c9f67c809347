package io.diction.api.transcription;

import io.diction.api.answer.EntityKind;
import io.diction.api.phrase.Profanity;
import io.diction.api.phrase.Punctuation;
import io.diction.api.transcription.Heard.Problem;
import io.diction.api.transcription.Order.State;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.UserId;
import io.diction.transcription.ModelChoice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of transcriptions that were asked for. */
@Repository
class OrderRows {
  private static final int LONGEST_TEXT = 2000;
  private static final int LONGEST_NAME = 256;

  private static final String SELECT =
      """
      select id, organization_id, locale, model_kind, model_ref, base_model_id, model_id,
        version_id, owner_id, version_number, model_label, model_hash, dataset_id, container_url,
        word_times, display_word_times, channels, punctuation, profanity, time_to_live_seconds,
        state, created_at, created_by, created_by_name, created_by_role
      from transcription_order
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  OrderRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  void add(Order order) {
    ModelChoice model = order.model();
    Duration time = order.timeToLive();
    jdbc.sql(
            """
            insert into transcription_order (id, organization_id, locale, model_kind, model_ref,
              base_model_id, model_id, version_id, owner_id, version_number, model_label,
              model_hash, dataset_id, container_url, word_times, display_word_times, channels,
              punctuation, profanity, time_to_live_seconds, state, created_at, created_by,
              created_by_name, created_by_role, changed_at)
            values (:id, :organization, :locale, :modelKind, :modelRef,
              :base, :model, :version, :owner, :number, :label,
              :hash, :dataset, :container, :words, :displayWords, :channels,
              :punctuation, :profanity, :time, :state, :created, :by,
              :byName, :byRole, :created)
            """)
        .param("id", order.id())
        .param("organization", order.organization().value())
        .param("locale", order.locale())
        .param("modelKind", order.modelKind().name())
        .param("modelRef", order.modelRef())
        .param("base", model.baseModelId())
        .param("model", model.modelId())
        .param("version", model.versionId())
        .param("owner", model.ownerId())
        .param("number", model.number())
        .param("label", model.label())
        .param("hash", model.hash())
        .param("dataset", order.dataset())
        .param("container", order.containerUrl())
        .param("words", order.modes().wordTimes())
        .param("displayWords", order.modes().displayWordTimes())
        .param("channels", joined(order.modes().channels()))
        .param("punctuation", order.modes().punctuation().name())
        .param("profanity", order.modes().profanity().name())
        .param("time", time == null ? null : time.toSeconds())
        .param("state", order.state().name())
        .param("created", order.createdAt())
        .param("by", order.by().value())
        .param("byName", cut(order.byName(), LONGEST_NAME))
        .param("byRole", order.byRole().name())
        .update();
  }

  Optional<Order> find(OrganizationId organization, UUID id) {
    return jdbc.sql(
            SELECT + "where organization_id = :organization and id = :id and gone_at is null")
        .param("organization", organization.value())
        .param("id", id)
        .query(OrderRows::order)
        .optional();
  }

  /** The same, held until the transaction ends: of two that end a part, one sees the other. */
  Optional<Order> lock(OrganizationId organization, UUID id) {
    return jdbc.sql(
            SELECT
                + "where organization_id = :organization and id = :id and gone_at is null"
                + " for update")
        .param("organization", organization.value())
        .param("id", id)
        .query(OrderRows::order)
        .optional();
  }

  /** How many have not ended. */
  long open(OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) from transcription_order
            where organization_id = :organization and state in ('NOT_STARTED', 'RUNNING')
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  void queue(OrganizationId organization, UUID id, UUID job) {
    jdbc.sql(
            """
            update transcription_order set job_id = :job
            where organization_id = :organization and id = :id
            """)
        .param("job", job)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** The job that takes its recordings in, if it has one. */
  Optional<UUID> findJob(OrganizationId organization, UUID id) {
    return jdbc.sql(
            """
            select job_id from transcription_order
            where organization_id = :organization and id = :id and job_id is not null
            """)
        .param("organization", organization.value())
        .param("id", id)
        .query(UUID.class)
        .optional();
  }

  /** Nothing more is taken in, and what signs the address of its container is forgotten. */
  void taken(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update transcription_order
            set job_id = null,
                container_url = case when  position('?' in container_url) > 0
                  then substring(container_url from 1 for position('?' in container_url) - 1) else container_url end
            where organization_id = :organization and id = :id
            """)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Whether it has not begun before. */
  boolean begin(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                update transcription_order set state = 'RUNNING', changed_at = :now
                where organization_id = :organization and id = :id and state = 'NOT_STARTED'
                """)
            .param("now", now())
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Its end, from which on it stays for its time.
   *
   * @param audioMs length of what was heard
   * @param problem null where it succeeded
   */
  void end(Order order, long audioMs, @Nullable Problem problem) {
    OffsetDateTime now = now();
    Duration time = order.timeToLive();
    jdbc.sql(
            """
            update transcription_order
            set state = :state, error_code = :code, error_text = :text, audio_ms = :audio,
              changed_at = :now, delete_at = :delete
            where organization_id = :organization and id = :id
            """)
        .param("state", (problem == null ? State.SUCCEEDED : State.FAILED).name())
        .param("code", problem == null ? null : problem.code())
        .param("text", problem == null ? null : cut(problem.message(), LONGEST_TEXT))
        .param("audio", audioMs)
        .param("now", now)
        .param("delete", time == null ? null : now.plus(time))
        .param("organization", order.organization().value())
        .param("id", order.id())
        .update();
  }

  /** From now on nobody sees it; what it is made of goes in steps. */
  void hide(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update transcription_order
            set gone_at = :now, state = 'FAILED', job_id = null, delete_at = null
            where organization_id = :organization and id = :id
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** A transcription that nobody sees any more. */
  record Hidden(UUID id, OrganizationId organization) {}

  /** Of all organizations. */
  List<Hidden> hidden(int most) {
    return jdbc.sql(
            """
            select id, organization_id from transcription_order
            where gone_at is not null order by gone_at fetch first :most rows only
            """)
        .param("most", most)
        .query(
            (row, number) ->
                new Hidden(
                    row.getObject("id", UUID.class),
                    new OrganizationId(row.getObject("organization_id", UUID.class))))
        .list();
  }

  boolean remove(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                delete from transcription_order
                where organization_id = :organization and id = :id
                """)
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  /** Marks one as what a model of an evaluation heard. */
  void ofEvaluation(OrganizationId organization, UUID id, UUID evaluation, int position) {
    jdbc.sql(
            """
            update transcription_order
            set evaluation_id = :evaluation, evaluation_position = :position
            where organization_id = :organization and id = :id
            """)
        .param("evaluation", evaluation)
        .param("position", position)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  List<Order> listOfEvaluation(OrganizationId organization, UUID evaluation) {
    return jdbc.sql(
            SELECT
                + "where organization_id = :organization and evaluation_id = :evaluation"
                + " order by evaluation_position")
        .param("organization", organization.value())
        .param("evaluation", evaluation)
        .query(OrderRows::order)
        .list();
  }

  /** Of all organizations: those whose time is over. */
  List<Order> over(int most) {
    return jdbc.sql(
            SELECT + "where delete_at <= :now order by delete_at fetch first :most rows only")
        .param("now", now())
        .param("most", most)
        .query(OrderRows::order)
        .list();
  }

  private static String joined(List<Integer> channels) {
    return channels.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static Order order(ResultSet row, int number) throws SQLException {
    Long time = row.getObject("time_to_live_seconds", Long.class);
    return new Order(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        new ModelChoice(
            "",
            row.getString("locale"),
            row.getObject("base_model_id", UUID.class),
            row.getObject("model_id", UUID.class),
            row.getObject("version_id", UUID.class),
            row.getObject("owner_id", UUID.class),
            row.getObject("version_number", Integer.class),
            row.getString("model_label"),
            row.getString("model_hash"),
            false),
        EntityKind.valueOf(row.getString("model_kind")),
        row.getObject("model_ref", UUID.class),
        row.getObject("dataset_id", UUID.class),
        row.getString("container_url"),
        modes(row),
        time == null ? null : Duration.ofSeconds(time),
        State.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getString("created_by_name"),
        Role.valueOf(row.getString("created_by_role")));
  }

  static Modes modes(ResultSet row) throws SQLException {
    return new Modes(
        row.getBoolean("word_times"),
        row.getBoolean("display_word_times"),
        Stream.of(row.getString("channels").split(",")).map(Integer::valueOf).toList(),
        Punctuation.valueOf(row.getString("punctuation")),
        Profanity.valueOf(row.getString("profanity")));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
