package io.diction.usage;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The part of the ledger that a reader may know of, as statements select from it. */
@Repository
class UsageEntries {
  private static final int AT_ONCE = 1000;

  /** Entries as the reader may know of them; others' models have no name. */
  private static final String SHOWN =
      """
      select e.organization_id, e.user_id, e.kind, e.audio_ms, e.at,
             case when (%1$s) and e.model_id is not null and m.id is null then 1 else 0 end as gone,
             case when %1$s then coalesce(e.model_id, e.base_model_id) end as model_id,
             case when %1$s then coalesce(case when %3$s then m.name end, e.model_label) else '' end
               as model_name
      from usage_entry e
      left join custom_model m on m.id = e.model_id
      where (%2$s)
      """;

  private static final String WITHIN = "and e.at >= :begin and e.at < :end\n";

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
    return jdbc.sql(sql.formatted(shown(scope) + WITHIN))
        .withFetchSize(AT_ONCE)
        .param("of", scope.of())
        .param("reader", scope.reader().value())
        .param("begin", range.begin())
        .param("end", range.end());
  }

  /** The same since the ledger began. */
  StatementSpec ever(String sql, UsageScope scope) {
    return jdbc.sql(sql.formatted(shown(scope)))
        .param("of", scope.of())
        .param("reader", scope.reader().value());
  }

  private static String shown(UsageScope scope) {
    return SHOWN.formatted(scope.kind().named, scope.kind().condition, scope.kind().today);
  }
}
