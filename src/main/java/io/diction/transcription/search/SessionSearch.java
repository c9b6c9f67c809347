package io.diction.transcription.search;

import io.diction.identity.OrganizationId;
import io.diction.transcription.ClockTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the words that somebody looks for are said. */
@Component
public class SessionSearch {
  /** More words than these do not narrow a search any further. */
  private static final int MOST_WORDS = 8;

  private static final int SHOWN = 2;

  private final JdbcClient jdbc;

  SessionSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Part of a text.
   *
   * @param hit whether it is one of the words that were looked for
   */
  public record Piece(String text, boolean hit) {}

  /** A passage in which they are said. */
  public record Hit(int passage, double startSeconds, List<Piece> pieces) {
    public Hit {
      pieces = List.copyOf(pieces);
    }

    /** When it begins, as a clock shows it. */
    public String start() {
      return ClockTime.of(startSeconds);
    }
  }

  /** The words of what somebody typed, as they are looked for. */
  public List<String> words(String typed) {
    return Words.of(typed).stream().limit(MOST_WORDS).toList();
  }

  /** A name in pieces: what was typed stands in it as it is. */
  public static List<Piece> name(String name, String typed) {
    String key = name.toLowerCase(Locale.ROOT);
    int at = typed.isEmpty() ? -1 : key.indexOf(typed.toLowerCase(Locale.ROOT));
    if (at < 0 || key.length() != name.length()) {
      return List.of(new Piece(name, false));
    }
    List<Piece> pieces = new ArrayList<>();
    int end = at + typed.length();
    if (at > 0) {
      pieces.add(new Piece(name.substring(0, at), false));
    }
    pieces.add(new Piece(name.substring(at, end), true));
    if (end < name.length()) {
      pieces.add(new Piece(name.substring(end), false));
    }
    return pieces;
  }

  /** The first passages of each session in which any of the words is said. */
  public Map<UUID, List<Hit>> hits(
      OrganizationId organization, Collection<UUID> sessions, List<String> words) {
    Map<UUID, List<Hit>> hits = new HashMap<>();
    if (sessions.isEmpty() || words.isEmpty()) {
      return hits;
    }
    Set<String> wanted = Set.copyOf(words);
    StringBuilder any = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      any.append(i == 0 ? "" : " or ").append("position(:word%d in word_keys) > 0".formatted(i));
    }
    JdbcClient.StatementSpec statement =
        jdbc.sql(
            """
            select session_id, number, start_ms, body
            from (
              select session_id, number, start_ms, body,
                     row_number() over (partition by session_id order by number) as place
              from session_passage
              where organization_id = :organization and session_id in (:sessions) and (%s)
            ) h
            where place <= :most
            order by session_id, number
            """
                .formatted(any));
    for (int i = 0; i < words.size(); i++) {
      statement = statement.param("word" + i, " " + words.get(i) + " ");
    }
    statement
        .param("organization", organization.value())
        .param("sessions", sessions)
        .param("most", SHOWN)
        .query(
            row -> {
              hits.computeIfAbsent(
                      row.getObject("session_id", UUID.class), session -> new ArrayList<>())
                  .add(
                      new Hit(
                          row.getInt("number"),
                          row.getLong("start_ms") / 1000.0,
                          Words.pieces(row.getString("body"), wanted)));
            });
    return hits;
  }
}
