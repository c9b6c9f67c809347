package io.diction.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The ledger as it is exported. */
@Repository
class UsageLines {
  private static final double MILLIS = 1000;

  private final UsageEntries entries;

  UsageLines(UsageEntries entries) {
    this.entries = entries;
  }

  /**
   * A line of an export.
   *
   * @param model empty where the reader is not told
   * @param user empty where users are not named
   */
  record Line(
      LocalDate day,
      Named organization,
      Named model,
      Named user,
      long sessions,
      long users,
      double seconds,
      double aligned) {}

  /**
   * Of a thing, or nothing.
   *
   * @param id tells it from others of the same name; empty where the reader is not told
   */
  record Named(String name, String id) {}

  /**
   * Each day, organization and model, in their order; each user, too, where they are named. In a
   * transaction, without which all lines would be in memory at once.
   */
  @Transactional(readOnly = true)
  public void each(UsageScope scope, UsageRange range, Consumer<Line> taken) {
    String user = scope.namesUsers() ? "s.user_id" : "cast(null as uuid)";
    entries
        .within(
            """
            select s.on_day, s.organization_id, s.name, s.model_id, s.model_name, s.user_id,
                   coalesce(u.display_name, '') as user_name, s.sessions, s.users, s.transcribed_ms,
                   s.aligned_ms
            from (
              select s.on_day, s.organization_id, max(o.name) as name, s.model_id, max(s.model_name) as model_name,
                     %1$s as user_id, %2$s
              from (
                select %4$s, t.*
                from (%%s) t
              ) s
              left join organization o on o.id = s.organization_id
              group by s.on_day, s.organization_id, s.model_id%3$s
            ) s
            left join app_user u on u.id = s.user_id
            order by s.on_day, s.name, s.model_name, user_name, s.organization_id, s.model_id,
                     s.user_id
            """
                .formatted(
                    user,
                    UsageEntries.FIGURES,
                    scope.namesUsers() ? ", s.user_id" : "",
                    UsageEntries.DAY),
            scope,
            range)
        .param("zone", range.zoneName())
        .param("shift", range.shiftSeconds())
        .query(
            row -> {
              taken.accept(
                  new Line(
                      LocalDate.parse(row.getString("on_day")),
                      named(row, "organization_id", "name"),
                      named(row, "model_id", "model_name"),
                      named(row, "user_id", "user_name"),
                      row.getLong("sessions"),
                      row.getLong("users"),
                      row.getLong("transcribed_ms") / MILLIS,
                      row.getLong("aligned_ms") / MILLIS));
            });
  }

  private static Named named(ResultSet row, String id, String name) throws SQLException {
    String number = row.getString(id);
    String text = row.getString(name);
    return new Named(text == null ? "" : text, number == null ? "" : number);
  }
}
