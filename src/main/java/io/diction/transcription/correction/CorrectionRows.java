package io.diction.transcription.correction;

import io.diction.identity.OrganizationId;
import io.diction.speech.WordTiming;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CorrectionRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<WordTiming>> WORDS = new TypeReference<>() {};

  private static final String COLUMNS =
      """
      c.number, c.passage, c.kind, c.of_number, c.user_id, c.user_name, c.made_at, c.before_text,
      c.after_text, c.words, c.checked
      """;

  private final JdbcClient jdbc;

  CorrectionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A deed without the words that it was about.
   *
   * @param own whether it was the user's who asks
   */
  record Deed(int number, int passage, Correction.Kind kind, int ofNumber, boolean own) {}

  /** Until the transaction ends nobody else corrects the session. */
  void lock(OrganizationId organization, UUID session) {
    jdbc.sql(
            """
            select id
            from stt_session
            where organization_id = :organization and id = :session
            for update
            """)
        .param("organization", organization.value())
        .param("session", session)
        .query(UUID.class)
        .optional();
  }

  void add(OrganizationId organization, UUID session, Correction made) {
    jdbc.sql(
            """
            insert into session_correction (session_id, number, organization_id, passage, kind,
              of_number, user_id, user_name, made_at, before_text, after_text, words, checked)
            values (:session, :number, :organization, :passage, :kind,
              :ofNumber, :user, :userName, :madeAt, :before, :after, :words, :checked)
            """)
        .param("session", session)
        .param("number", made.number())
        .param("organization", organization.value())
        .param("passage", made.passage())
        .param("kind", made.kind().name())
        .param("ofNumber", made.ofNumber())
        .param("user", made.userId())
        .param("userName", made.userName())
        .param("madeAt", made.madeAt())
        .param("before", made.before())
        .param("after", made.after())
        .param("words", JSON.writeValueAsString(made.words()))
        .param("checked", made.checked())
        .update();
  }

  /** The last correction of each passage that has any, in the order of the passages. */
  List<Correction> latest(OrganizationId organization, UUID session) {
    return jdbc.sql(
            """
            select %s
            from session_correction c
            where c.organization_id = :organization and c.session_id = :session
              and c.number = (
                select max(l.number)
                from session_correction l
                where l.session_id = c.session_id and l.passage = c.passage)
            order by c.passage
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("session", session)
        .query(CorrectionRows::map)
        .list();
  }

  /** The last correction of a passage that has a smaller number. */
  Optional<Correction> before(OrganizationId organization, UUID session, int passage, int number) {
    return jdbc.sql(
            """
            select %s
            from session_correction c
            where c.organization_id = :organization and c.session_id = :session
              and c.passage = :passage and c.number < :number
            order by c.session_id desc, c.passage desc, c.number desc
            fetch first 1 rows only
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("session", session)
        .param("passage", passage)
        .param("number", number)
        .query(CorrectionRows::map)
        .optional();
  }

  Optional<Correction> find(OrganizationId organization, UUID session, int number) {
    return jdbc.sql(
            """
            select %s
            from session_correction c
            where c.organization_id = :organization and c.session_id = :session
              and c.number = :number
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("session", session)
        .param("number", number)
        .query(CorrectionRows::map)
        .optional();
  }

  /** What was done to a session, in order. */
  List<Deed> deeds(OrganizationId organization, UUID session, UUID user) {
    return jdbc.sql(
            """
            select number, passage, kind, coalesce(of_number, 0) as of_number, user_id
            from session_correction
            where organization_id = :organization and session_id = :session
            order by number
            """)
        .param("organization", organization.value())
        .param("session", session)
        .query(
            (row, number) ->
                new Deed(
                    row.getInt("number"),
                    row.getInt("passage"),
                    Correction.Kind.valueOf(row.getString("kind")),
                    row.getInt("of_number"),
                    user.equals(row.getObject("user_id", UUID.class))))
        .list();
  }

  int count(OrganizationId organization, UUID session) {
    return jdbc.sql(
            """
            select coalesce(max(number), 0)
            from session_correction
            where organization_id = :organization and session_id = :session
            """)
        .param("organization", organization.value())
        .param("session", session)
        .query(Integer.class)
        .single();
  }

  /** The latest first. */
  List<Correction> page(OrganizationId organization, UUID session, int size, long offset) {
    return jdbc.sql(
            """
            select %s
            from session_correction c
            where c.organization_id = :organization and c.session_id = :session
            order by c.session_id desc, c.number desc
            limit :size offset :offset
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("session", session)
        .param("size", size)
        .param("offset", offset)
        .query(CorrectionRows::map)
        .list();
  }

  private static Correction map(ResultSet row, int number) throws SQLException {
    return new Correction(
        row.getInt("number"),
        row.getInt("passage"),
        Correction.Kind.valueOf(row.getString("kind")),
        row.getObject("of_number", Integer.class),
        row.getObject("user_id", UUID.class),
        row.getString("user_name"),
        row.getObject("made_at", OffsetDateTime.class),
        row.getString("before_text"),
        row.getString("after_text"),
        JSON.readValue(row.getString("words"), WORDS),
        row.getBoolean("checked"));
  }
}
