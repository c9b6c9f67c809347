package io.diction.transcription.search;

import io.diction.identity.OrganizationId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is said in sessions so that it can be found. */
@Component
public class SessionIndex {
  private static final int LONGEST_BODY = 4000;
  private static final int LONGEST_KEYS = 5200;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  SessionIndex(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** What is said in a passage. */
  public record Said(int number, double startSeconds, String text) {}

  /** Takes in a session, in the transaction that gave it its transcript. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(OrganizationId organization, UUID session, List<Said> passages) {
    for (String table : List.of("session_passage", "session_word")) {
      jdbc.sql(
              "delete from %s where organization_id = :organization and session_id = :session"
                  .formatted(table))
          .param("organization", organization.value())
          .param("session", session)
          .update();
    }
    Set<String> words = new HashSet<>();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[passages.size()];
    for (int i = 0; i < rows.length; i++) {
      Said said = passages.get(i);
      Set<String> own = Words.of(body(said.text()));
      words.addAll(own);
      rows[i] =
          new MapSqlParameterSource("session", session)
              .addValue("organization", organization.value())
              .addValue("number", said.number())
              .addValue("start", Math.round(said.startSeconds() * 1000))
              .addValue("body", body(said.text()))
              .addValue("keys", keys(own));
    }
    batches.batchUpdate(
        """
        insert into session_passage (session_id, number, organization_id, start_ms, body, word_keys)
        values (:session, :number, :organization, :start, :body, :keys)
        """,
        rows);
    addWords(organization, session, words);
    jdbc.sql(
            """
            update stt_session
            set indexed = true
            where organization_id = :organization and id = :session
            """)
        .param("organization", organization.value())
        .param("session", session)
        .update();
  }

  /** A passage says something else now, in the transaction that changed it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void change(OrganizationId organization, UUID session, int number, String text) {
    Set<String> now = Words.of(body(text));
    List<String> before =
        jdbc.sql(
                """
                select word_keys
                from session_passage
                where organization_id = :organization and session_id = :session
                  and number = :number
                """)
            .param("organization", organization.value())
            .param("session", session)
            .param("number", number)
            .query(String.class)
            .list();
    if (before.isEmpty()) {
      // It is not taken in yet, and will be as it is now.
      return;
    }
    jdbc.sql(
            """
            update session_passage
            set body = :body, word_keys = :keys
            where organization_id = :organization and session_id = :session
              and number = :number
            """)
        .param("organization", organization.value())
        .param("body", body(text))
        .param("keys", keys(now))
        .param("session", session)
        .param("number", number)
        .update();
    Set<String> old = new HashSet<>(List.of(before.get(0).strip().split(" ")));
    Set<String> gone = new HashSet<>(old);
    gone.removeAll(now);
    gone.forEach(word -> removeUnlessSaid(organization, session, word));
    Set<String> added = new HashSet<>(now);
    added.removeAll(old);
    if (!added.isEmpty()) {
      jdbc.sql(
              """
              select word
              from session_word
              where organization_id = :organization and session_id = :session
                and word in (:words)
              """)
          .param("organization", organization.value())
          .param("session", session)
          .param("words", added)
          .query(String.class)
          .list()
          .forEach(added::remove);
      addWords(organization, session, added);
    }
  }

  private void removeUnlessSaid(OrganizationId organization, UUID session, String word) {
    jdbc.sql(
            """
            delete from session_word
            where organization_id = :organization and word = :word and session_id = :session
              and not exists (
                select 1
                from session_passage p
                where p.session_id = :session and position(:spaced in p.word_keys) > 0)
            """)
        .param("organization", organization.value())
        .param("word", word)
        .param("session", session)
        .param("spaced", " " + word + " ")
        .update();
  }

  private void addWords(OrganizationId organization, UUID session, Collection<String> words) {
    batches.batchUpdate(
        """
        insert into session_word (organization_id, word, session_id)
        values (:organization, :word, :session)
        """,
        words.stream()
            .sorted()
            .map(
                word ->
                    new MapSqlParameterSource("organization", organization.value())
                        .addValue("word", word)
                        .addValue("session", session))
            .toArray(MapSqlParameterSource[]::new));
  }

  /**
   * PostgreSQL refuses NUL in text; a passage longer than people read is found by its beginning.
   */
  private static String body(String text) {
    String clean = text.replace("\u0000", "");
    if (clean.length() <= LONGEST_BODY) {
      return clean;
    }
    int end =
        Character.isHighSurrogate(clean.charAt(LONGEST_BODY - 1)) ? LONGEST_BODY - 1 : LONGEST_BODY;
    return clean.substring(0, end);
  }

  private static String keys(Set<String> words) {
    StringBuilder keys = new StringBuilder(" ");
    for (String word : words) {
      if (keys.length() + word.length() + 1 > LONGEST_KEYS) {
        break;
      }
      keys.append(word).append(' ');
    }
    return keys.toString();
  }
}
