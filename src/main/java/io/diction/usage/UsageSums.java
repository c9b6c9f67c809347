package io.diction.usage;

import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Sums over the ledger: figures alone, never what was said. */
@Repository
class UsageSums {
  private static final double MILLIS = 1000;
  private final UsageEntries entries;
  private final JdbcClient jdbc;

  UsageSums(UsageEntries entries, JdbcClient jdbc) {
    this.entries = entries;
    this.jdbc = jdbc;
  }

  /**
   * The use of something.
   *
   * @param id null where the reader is not told
   * @param name empty where the reader is not told, or nobody knows any more
   * @param apart what tells it from others of the same name; empty where there are none
   * @param gone whether it is a model that was deleted
   * @param users who have used it
   */
  record Sum(
      @Nullable UUID id,
      String name,
      String apart,
      boolean gone,
      long sessions,
      long users,
      double seconds,
      double aligned) {
    public double minutes() {
      return seconds / 60;
    }

    public double alignedMinutes() {
      return aligned / 60;
    }

    private Sum apart(String by) {
      return new Sum(id, name, by, gone, sessions, users, seconds, aligned);
    }
  }

  /**
   * Seconds transcribed on a day, or in a month.
   *
   * @param day its first
   */
  record Day(LocalDate day, long sessions, double seconds) {}

  /** Of parts that have no user in common. */
  static Sum total(List<Sum> parts) {
    return new Sum(
        null,
        "",
        "",
        false,
        parts.stream().mapToLong(Sum::sessions).sum(),
        parts.stream().mapToLong(Sum::users).sum(),
        parts.stream().mapToDouble(Sum::seconds).sum(),
        parts.stream().mapToDouble(Sum::aligned).sum());
  }

  Sum total(UsageScope scope, UsageRange range) {
    return entries
        .summed(
            "select null as id, '' as name, '' as apart, 0 as gone, "
                + UsageEntries.SUMS
                + "from (%s) s",
            scope,
            range)
        .query(UsageSums::sum)
        .single();
  }

  /** The most seconds first; at most so many. */
  List<Sum> models(UsageScope scope, UsageRange range, int most) {
    return toldApart(
        entries
            .summedByModel(
                """
                select s.model_id as id, max(s.model_name) as name, '' as apart, max(s.gone) as gone, %s
                from (%%s) s
                group by s.model_id
                order by transcribed_ms desc, sessions desc, name, id
                fetch first :most rows only
                """
                    .formatted(UsageEntries.SUMS),
                scope,
                range)
            .param("most", most)
            .query(UsageSums::sum)
            .list());
  }

  List<Sum> organizations(UsageScope scope, UsageRange range, int most) {
    return organizations(entries.summed(byOrganization(), scope, range), most);
  }

  /** Since the ledger began. */
  List<Sum> organizations(UsageScope scope, int most) {
    return organizations(entries.ever(byOrganization(), scope), most);
  }

  private static String byOrganization() {
    return """
    select s.organization_id as id, max(o.name) as name, '' as apart, 0 as gone, %s
    from (%%s) s
    left join organization o on o.id = s.organization_id
    group by s.organization_id
    order by transcribed_ms desc, sessions desc, name, id
    fetch first :most rows only
    """
        .formatted(UsageEntries.SUMS);
  }

  private static List<Sum> organizations(StatementSpec statement, int most) {
    return toldApart(statement.param("most", most).query(UsageSums::sum).list());
  }

  /** By name as far as they are still there. */
  List<Sum> users(UsageScope scope, UsageRange range, int most) {
    return toldApart(
        entries
            .summed(
                """
                select s.user_id as id, coalesce(max(u.display_name), '') as name,
                       coalesce(max(u.email), '') as apart, 0 as gone, %s
                from (%%s) s
                left join app_user u on u.id = s.user_id
                group by s.user_id
                order by transcribed_ms desc, sessions desc, name, id
                fetch first :most rows only
                """
                    .formatted(UsageEntries.SUMS),
                scope,
                range)
            .param("most", most)
            .query(UsageSums::sum)
            .list());
  }

  /** Of several with one name each says which it is: by its address, else by the end of its id. */
  private static List<Sum> toldApart(List<Sum> sums) {
    Map<String, Long> names =
        sums.stream().collect(Collectors.groupingBy(Sum::name, Collectors.counting()));
    return sums.stream()
        .map(
            sum -> {
              UUID id = sum.id();
              if (id == null || names.getOrDefault(sum.name(), 0L) == 1) {
                return sum.apart("");
              }
              return sum.apart().isEmpty() ? sum.apart(id.toString().substring(24)) : sum;
            })
        .toList();
  }

  /** The steps of a range with something in them, in their order: an index has all of it. */
  List<Day> steps(UsageScope scope, UsageRange range) {
    List<LocalDate> steps = range.steps();
    return entries
        .byStep(
            """
            select v.step, count(*) as sessions,
                   coalesce(sum(case when e.kind = 'TRANSCRIPTION' then e.audio_ms end), 0)
                     as transcribed_ms
            from (%s) v(step, step_begin, step_end)
            join usage_entry e on e.at >= v.step_begin and e.at < v.step_end
            where (%s)
            group by v.step
            order by v.step
            """,
            scope, range)
        .query(
            (row, number) ->
                new Day(
                    steps.get(row.getInt("step")),
                    row.getLong("sessions"),
                    row.getLong("transcribed_ms") / MILLIS))
        .list();
  }

  /**
   * Seconds transcribed with each of some models of an organization, whoever used them, since the
   * ledger began; others are absent.
   */
  Map<UUID, Double> seconds(OrganizationId owner, Collection<UUID> models) {
    Map<UUID, Double> seconds = new HashMap<>();
    if (models.isEmpty()) {
      return seconds;
    }
    jdbc.sql(
            """
            select e.model_id, coalesce(sum(e.audio_ms), 0) as audio_ms
            from custom_model m
            join usage_entry e on e.model_id = m.id
            where m.organization_id = :organization and m.id in (:models)
              and e.kind = 'TRANSCRIPTION'
            group by e.model_id
            """)
        .param("organization", owner.value())
        .param("models", models)
        .query(
            row -> {
              seconds.put(row.getObject("model_id", UUID.class), row.getLong("audio_ms") / MILLIS);
            });
    return seconds;
  }

  private static Sum sum(ResultSet row, int number) throws SQLException {
    return new Sum(
        row.getObject("id", UUID.class),
        text(row, "name"),
        text(row, "apart"),
        row.getInt("gone") == 1,
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
