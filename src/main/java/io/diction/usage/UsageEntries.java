package io.diction.usage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The part of the ledger that a reader may know of, as statements select from it. */
@Repository
class UsageEntries {
  private static final int AT_ONCE = 1000;

  /** The models of entries e as the reader may know of them; others' have no name. */
  private static final String MODEL =
      """
      case when (%1$s) and e.model_id is not null and m.id is null then 1 else 0 end as gone,
      case when %1$s then coalesce(e.model_id, e.base_model_id) end as model_id,
      case when %1$s then coalesce(case when %3$s then m.name end, e.model_label) else '' end
        as model_name
      """;

  private static final String SHOWN =
      """
      select e.organization_id, e.user_id, e.kind, e.audio_ms, e.at, %4$s
      from usage_entry e
      left join custom_model m on m.id = e.model_id
      where (%2$s)
      """;

  private static final String AMOUNTS =
      """
      count(*) as sessions,
      coalesce(sum(case when e.kind = 'TRANSCRIPTION' then e.audio_ms end), 0) as transcribed_ms,
      coalesce(sum(case when e.kind = 'ALIGNMENT' then e.audio_ms end), 0) as aligned_ms
      """;

  /** An index has all that it needs. */
  private static final String SUMMED =
      """
      select e.organization_id, e.user_id, %s
      from usage_entry e
      where (%s) %s
      group by e.organization_id, e.user_id
      """;

  /** Added up before names are looked for: one row for each model and user instead of thousands. */
  private static final String SUMMED_BY_MODEL =
      """
      select e.user_id, e.sessions, e.transcribed_ms, e.aligned_ms, %4$s
      from (
        select e.user_id, e.model_id, e.base_model_id, e.owner_id,
               max(e.model_label) as model_label, %5$s
        from usage_entry e
        where (%2$s) %6$s
        group by e.user_id, e.model_id, e.base_model_id, e.owner_id
      ) e
      left join custom_model m on m.id = e.model_id
      """;

  private static final String WITHIN = "and e.at >= :begin and e.at < :end\n";

  /** Of what is added up already. */
  static final String SUMS =
      """
      coalesce(sum(s.sessions), 0) as sessions, count(distinct s.user_id) as users,
      coalesce(sum(s.transcribed_ms), 0) as transcribed_ms,
      coalesce(sum(s.aligned_ms), 0) as aligned_ms
      """;

  /** Of the entries s. */
  static final String FIGURES =
      """
      count(*) as sessions, count(distinct s.user_id) as users,
      coalesce(sum(case when s.kind = 'TRANSCRIPTION' then s.audio_ms end), 0) as transcribed_ms,
      coalesce(sum(case when s.kind = 'ALIGNMENT' then s.audio_ms end), 0) as aligned_ms
      """;

  /**
   * Of the entries t, see {@link UsageRange#zoneName}. A date would be that of the session's zone
   * in H2: text is the same in all databases.
   */
  static final String DAY =
      """
      substring(
        cast((t.at + cast(:shift as integer) * interval '1' second) at time zone :zone
          as varchar(40)) from 1 for 10) as on_day
      """;

  private final JdbcClient jdbc;

  UsageEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A statement on the entries within some days.
   *
   * @param sql has %s where the entries are
   */
  StatementSpec within(String sql, UsageScope scope, UsageRange range) {
    return during(sql.formatted(shown(scope, SHOWN, "") + WITHIN), scope, range);
  }

  /**
   * A statement on the entries e of each step of a range.
   *
   * @param sql has %s where the steps are: number, begin and end; then %s for whose entries
   */
  StatementSpec byStep(String sql, UsageScope scope, UsageRange range) {
    List<OffsetDateTime> bounds = range.bounds();
    String values =
        IntStream.range(0, bounds.size() - 1)
            .mapToObj(step -> "(%d, %s, %s)".formatted(step, bound(step), bound(step + 1)))
            .collect(Collectors.joining(", ", "values ", ""));
    StatementSpec statement =
        jdbc.sql(sql.formatted(values, scope.kind().condition))
            .param("of", scope.of())
            .param("reader", scope.reader().value());
    for (int step = 0; step < bounds.size(); step++) {
      statement = statement.param("bound" + step, bounds.get(step));
    }
    return statement;
  }

  private static String bound(int step) {
    return "cast(:bound%d as timestamp with time zone)".formatted(step);
  }

  /** A statement on what each user's entries within some days come to, see {@link #SUMS}. */
  StatementSpec summed(String sql, UsageScope scope, UsageRange range) {
    String sums = SUMMED.formatted(AMOUNTS, scope.kind().condition, WITHIN);
    return during(sql.formatted(sums), scope, range);
  }

  /** The same, by model. */
  StatementSpec summedByModel(String sql, UsageScope scope, UsageRange range) {
    return during(sql.formatted(shown(scope, SUMMED_BY_MODEL, WITHIN)), scope, range);
  }

  /** What each user's entries come to since the ledger began. */
  StatementSpec ever(String sql, UsageScope scope) {
    return jdbc.sql(sql.formatted(SUMMED.formatted(AMOUNTS, scope.kind().condition, "")))
        .param("of", scope.of())
        .param("reader", scope.reader().value());
  }

  private StatementSpec during(String sql, UsageScope scope, UsageRange range) {
    return jdbc.sql(sql)
        .withFetchSize(AT_ONCE)
        .param("of", scope.of())
        .param("reader", scope.reader().value())
        .param("begin", range.begin())
        .param("end", range.end());
  }

  private static String shown(UsageScope scope, String select, String within) {
    UsageScope.Kind kind = scope.kind();
    String model = MODEL.formatted(kind.named, kind.condition, kind.today);
    return select.formatted(kind.named, kind.condition, kind.today, model, AMOUNTS, within);
  }
}
