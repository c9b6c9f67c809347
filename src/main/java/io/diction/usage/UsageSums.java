package io.diction.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Sums over the ledger: figures alone, never what was said. */
@Repository
class UsageSums {
  private static final double MILLIS = 1000;
  private static final int AT_ONCE = 1000;

  /** Entries as the reader may know of them; others' models have no name. */
  private static final String SHOWN =
      """
      select e.organization_id, e.user_id, e.kind, e.audio_ms, e.at,
             case when %1$s then coalesce(e.model_id, e.base_model_id) end as model_id,
             case when %1$s then coalesce(case when %3$s then m.name end, e.model_label) else '' end
               as model_name
      from usage_entry e
      left join custom_model m on m.id = e.model_id
      where (%2$s)
      """;

  private static final String WITHIN = "and e.at >= :begin and e.at < :end\n";

  private static final String FIGURES =
      """
      count(*) as sessions, count(distinct s.user_id) as users,
      coalesce(sum(case when s.kind = 'TRANSCRIPTION' then s.audio_ms end), 0) as transcribed_ms,
      coalesce(sum(case when s.kind = 'ALIGNMENT' then s.audio_ms end), 0) as aligned_ms
      """;

  /** A date would be that of the session's zone in H2: text is the same in all databases. */
  private static final String DAY =
      """
      substring(
        cast((t.at + cast(:shift as integer) * interval '1' second) at time zone :zone
          as varchar(40)) from 1 for 10) as on_day
      """;

  private final JdbcClient jdbc;

  UsageSums(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The use of something.
   *
   * @param id null where the reader is not told
   * @param name empty where the reader is not told, or nobody knows any more
   * @param users who have used it
   */
  record Sum(
      @Nullable UUID id, String name, long sessions, long users, double seconds, double aligned) {}

  /** Seconds transcribed on a day. */
  record Day(LocalDate day, long sessions, double seconds) {
    Day and(Day other) {
      return new Day(day, sessions + other.sessions, seconds + other.seconds);
    }
  }

  Sum total(UsageScope scope, UsageRange range) {
    return within("select null as id, '' as name, " + FIGURES + "from (%s) s", scope, range)
        .query(UsageSums::sum)
        .single();
  }

  /** The most seconds first; at most so many. */
  List<Sum> models(UsageScope scope, UsageRange range, int most) {
    return within(
            """
            select s.model_id as id, max(s.model_name) as name, %s
            from (%%s) s
            group by s.model_id
            order by transcribed_ms desc, sessions desc, name, id
            fetch first :most rows only
            """
                .formatted(FIGURES),
            scope,
            range)
        .param("most", most)
        .query(UsageSums::sum)
        .list();
  }

  List<Sum> organizations(UsageScope scope, UsageRange range, int most) {
    return organizations(within(byOrganization(), scope, range), most);
  }

  /** Since the ledger began. */
  List<Sum> organizations(UsageScope scope, int most) {
    return organizations(ever(byOrganization(), scope), most);
  }

  private static String byOrganization() {
    return """
    select s.organization_id as id, max(o.name) as name, %s
    from (%%s) s
    left join organization o on o.id = s.organization_id
    group by s.organization_id
    order by transcribed_ms desc, sessions desc, name, id
    fetch first :most rows only
    """
        .formatted(FIGURES);
  }

  private static List<Sum> organizations(StatementSpec statement, int most) {
    return statement.param("most", most).query(UsageSums::sum).list();
  }

  /** By name as far as they are still there. */
  List<Sum> users(UsageScope scope, UsageRange range, int most) {
    return within(
            """
            select s.user_id as id, coalesce(max(u.display_name), '') as name, %s
            from (%%s) s
            left join app_user u on u.id = s.user_id
            group by s.user_id
            order by transcribed_ms desc, sessions desc, name, id
            fetch first :most rows only
            """
                .formatted(FIGURES),
            scope,
            range)
        .param("most", most)
        .query(UsageSums::sum)
        .list();
  }

  /** Those on which there was something, in their order. */
  List<Day> days(UsageScope scope, UsageRange range) {
    return within(
            """
            select s.on_day, count(*) as sessions,
                   coalesce(sum(case when s.kind = 'TRANSCRIPTION' then s.audio_ms end), 0)
                     as transcribed_ms
            from (
              select %s, t.kind, t.audio_ms
              from (%%s) t
            ) s
            group by s.on_day
            order by s.on_day
            """
                .formatted(DAY),
            scope,
            range)
        .param("zone", range.zoneName())
        .param("shift", range.shiftSeconds())
        .query(
            (row, number) ->
                new Day(
                    LocalDate.parse(row.getString("on_day")),
                    row.getLong("sessions"),
                    row.getLong("transcribed_ms") / MILLIS))
        .list();
  }

  /**
   * A line of an export.
   *
   * @param user empty where users are not named
   */
  record Line(
      LocalDate day,
      String organization,
      String model,
      String user,
      long sessions,
      long users,
      double seconds,
      double aligned) {}

  /**
   * Each day, organization and model, in their order; each user, too, where they are named. In a
   * transaction, without which all lines would be in memory at once.
   */
  @Transactional(readOnly = true)
  void lines(UsageScope scope, UsageRange range, Consumer<Line> taken) {
    String user = scope.namesUsers() ? "s.user_id" : "cast(null as uuid)";
    within(
            """
            select s.on_day, s.name, s.model_name, coalesce(u.display_name, '') as user_name,
                   s.sessions, s.users, s.transcribed_ms, s.aligned_ms
            from (
              select s.on_day, max(o.name) as name, s.model_id, max(s.model_name) as model_name,
                     %1$s as user_id, %2$s
              from (
                select %4$s, t.*
                from (%%s) t
              ) s
              left join organization o on o.id = s.organization_id
              group by s.on_day, s.organization_id, s.model_id%3$s
            ) s
            left join app_user u on u.id = s.user_id
            order by s.on_day, s.name, s.model_name, user_name
            """
                .formatted(user, FIGURES, scope.namesUsers() ? ", s.user_id" : "", DAY),
            scope,
            range)
        .param("zone", range.zoneName())
        .param("shift", range.shiftSeconds())
        .query(
            row -> {
              taken.accept(
                  new Line(
                      LocalDate.parse(row.getString("on_day")),
                      text(row, "name"),
                      text(row, "model_name"),
                      row.getString("user_name"),
                      row.getLong("sessions"),
                      row.getLong("users"),
                      row.getLong("transcribed_ms") / MILLIS,
                      row.getLong("aligned_ms") / MILLIS));
            });
  }

  /** Seconds transcribed with each of some models since the ledger began; others are absent. */
  Map<UUID, Double> seconds(Collection<UUID> models) {
    Map<UUID, Double> seconds = new HashMap<>();
    if (models.isEmpty()) {
      return seconds;
    }
    jdbc.sql(
            """
            select model_id, coalesce(sum(audio_ms), 0) as audio_ms
            from usage_entry
            where model_id in (:models) and kind = 'TRANSCRIPTION'
            group by model_id
            """)
        .param("models", models)
        .query(
            row -> {
              seconds.put(row.getObject("model_id", UUID.class), row.getLong("audio_ms") / MILLIS);
            });
    return seconds;
  }

  private StatementSpec within(String sql, UsageScope scope, UsageRange range) {
    return jdbc.sql(sql.formatted(shown(scope) + WITHIN))
        .withFetchSize(AT_ONCE)
        .param("of", scope.of())
        .param("reader", scope.reader().value())
        .param("begin", range.begin())
        .param("end", range.end());
  }

  private StatementSpec ever(String sql, UsageScope scope) {
    return jdbc.sql(sql.formatted(shown(scope)))
        .param("of", scope.of())
        .param("reader", scope.reader().value());
  }

  private static String shown(UsageScope scope) {
    return SHOWN.formatted(scope.kind().named, scope.kind().condition, scope.kind().today);
  }

  private static Sum sum(ResultSet row, int number) throws SQLException {
    return new Sum(
        row.getObject("id", UUID.class),
        text(row, "name"),
        row.getLong("sessions"),
        row.getLong("users"),
        row.getLong("transcribed_ms") / MILLIS,
        row.getLong("aligned_ms") / MILLIS);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
