package io.diction.evaluation.guard;

import io.diction.dataset.TrainingData.Pair;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of guard sets, of their clips, and of who is held to which. */
@Repository
class GuardRows {
  private static final String SELECT =
      """
      select s.id, s.organization_id, s.locale, s.name, s.offered, s.data_sha256, s.clips,
             s.offered_clips, s.made_by_name, s.created_at
      from guard_set s
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final Blobs blobs;

  GuardRows(JdbcClient jdbc, NamedParameterJdbcOperations batches, Blobs blobs) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.blobs = blobs;
  }

  /**
   * What an organization chose for a language.
   *
   * @param set null: to be held to nothing
   */
  record Choice(@Nullable UUID set, double points) {}

  void add(GuardSet set, List<Pair> clips) {
    jdbc.sql(
            """
            insert into guard_set (
              id, organization_id, locale, name, offered, data_sha256, clips, offered_clips,
              made_by_name, created_at)
            values (
              :id, :organization, :locale, :name, :offered, :data, :clips, :offeredClips,
              :madeBy, :createdAt)
            """)
        .param("id", set.id())
        .param("organization", set.organizationId())
        .param("locale", set.locale())
        .param("name", set.name())
        .param("offered", set.offered())
        .param("data", set.dataSha256())
        .param("clips", set.clips())
        .param("offeredClips", set.offeredClips())
        .param("madeBy", set.madeByName())
        .param("createdAt", set.createdAt())
        .update();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[clips.size()];
    for (int i = 0; i < rows.length; i++) {
      Pair clip = clips.get(i);
      rows[i] =
          new MapSqlParameterSource("set", set.id())
              .addValue("number", i + 1)
              .addValue("file", clip.name())
              .addValue("audio", clip.sha256())
              .addValue("start", clip.startMs())
              .addValue("duration", clip.durationMs())
              .addValue("reference", clip.text())
              .addValue("speaker", clip.speaker());
    }
    batches.batchUpdate(
        """
        insert into guard_clip (
          set_id, number, file_name, audio_sha256, start_ms, duration_ms, reference, speaker)
        values (:set, :number, :file, :audio, :start, :duration, :reference, :speaker)
        """,
        rows);
  }

  /** The clips of a set in their order, read from the storage of whose they are. */
  List<Pair> clips(GuardSet set) {
    OrganizationId keeper = new OrganizationId(set.organizationId());
    return jdbc.sql(
            """
            select file_name, audio_sha256, start_ms, duration_ms, reference, speaker
            from guard_clip
            where set_id = :set
            order by number
            """)
        .param("set", set.id())
        .query(
            (row, number) -> {
              String hash = row.getString("audio_sha256");
              return new Pair(
                  row.getString("file_name"),
                  () -> blobs.file(keeper, hash),
                  hash,
                  row.getLong("start_ms"),
                  row.getObject("duration_ms", Long.class),
                  row.getString("reference"),
                  row.getString("speaker"));
            })
        .list();
  }

  /** Hashes of its recordings, each once. */
  List<String> audio(UUID set) {
    return jdbc.sql(
            "select distinct audio_sha256 from guard_clip where set_id = :set order by audio_sha256")
        .param("set", set)
        .query(String.class)
        .list();
  }

  Optional<GuardSet> find(UUID id) {
    return jdbc.sql(SELECT + "where s.id = :id").param("id", id).query(GuardRows::map).optional();
  }

  Optional<GuardSet> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "where s.id = :id and s.organization_id = :organization")
        .param("id", id)
        .param("organization", organization.value())
        .query(GuardRows::map)
        .optional();
  }

  /** What an organization can choose: its own sets and those that are offered, the newest first. */
  List<GuardSet> usable(OrganizationId organization, int most) {
    return jdbc.sql(
            SELECT
                + """
                where s.organization_id = :organization or s.offered
                order by s.created_at desc, s.id desc
                fetch first :most rows only
                """)
        .param("organization", organization.value())
        .param("most", most)
        .query(GuardRows::map)
        .list();
  }

  int count(OrganizationId organization) {
    return jdbc.sql("select count(*) from guard_set where organization_id = :organization")
        .param("organization", organization.value())
        .query(Integer.class)
        .single();
  }

  /** The set that is offered for a language, the newest where there are several. */
  Optional<GuardSet> offered(String locale) {
    return jdbc.sql(
            SELECT
                + """
                where s.locale = :locale and s.offered
                order by s.created_at desc, s.id desc
                fetch first 1 rows only
                """)
        .param("locale", locale)
        .query(GuardRows::map)
        .optional();
  }

  void offer(UUID set, boolean offered) {
    jdbc.sql("update guard_set set offered = :offered where id = :id")
        .param("offered", offered)
        .param("id", set)
        .update();
  }

  boolean delete(UUID set) {
    return jdbc.sql("delete from guard_set where id = :id").param("id", set).update() == 1;
  }

  Optional<Choice> choice(OrganizationId organization, String locale) {
    return jdbc.sql(
            """
            select set_id, points
            from guard_choice
            where organization_id = :organization and locale = :locale
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .query(
            (row, number) ->
                new Choice(row.getObject("set_id", UUID.class), row.getDouble("points")))
        .optional();
  }

  void choose(OrganizationId organization, String locale, Choice choice) {
    forget(organization, locale);
    jdbc.sql(
            """
            insert into guard_choice (organization_id, locale, set_id, points)
            values (:organization, :locale, :set, :points)
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .param("set", choice.set())
        .param("points", choice.points())
        .update();
  }

  private void forget(OrganizationId organization, String locale) {
    jdbc.sql(
            """
            delete from guard_choice
            where organization_id = :organization and locale = :locale
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .update();
  }

  private static GuardSet map(ResultSet row, int number) throws SQLException {
    return new GuardSet(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("locale"),
        row.getString("name"),
        row.getBoolean("offered"),
        row.getString("data_sha256"),
        row.getInt("clips"),
        row.getInt("offered_clips"),
        row.getString("made_by_name"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}
