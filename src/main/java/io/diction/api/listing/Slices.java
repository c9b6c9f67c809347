package io.diction.api.listing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads parts of lists, filtered and cut by the database. */
@Repository
public class Slices {
  private final JdbcClient jdbc;

  Slices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Reads what is asked for, and whether there is more.
   *
   * @param statement with {@code %s} once, where the filter's condition goes, behind {@code and};
   *     in a unique order, and without limit; a percent sign besides is doubled
   * @param parameters of the statement itself, the organization among them
   */
  public <T> Slice<T> read(
      String statement,
      Map<String, ?> parameters,
      Fields fields,
      ListQuery query,
      RowMapper<T> row) {
    Map<String, Object> values = new HashMap<>();
    String filter = query.filter();
    String condition = filter == null ? "1 = 1" : fields.sql(FilterParser.parse(filter), values);
    List<T> rows =
        jdbc.sql(statement.formatted(condition) + "\nlimit :listTop offset :listSkip")
            .params(values)
            .params(parameters)
            .param("listTop", query.top() + 1)
            .param("listSkip", query.skip())
            .query(row)
            .list();
    boolean more = rows.size() > query.top() && query.skip() <= Integer.MAX_VALUE - query.top();
    return new Slice<>(rows.subList(0, Math.min(rows.size(), query.top())), more);
  }

  /** The first row, if there is one. */
  <T> Optional<T> first(String statement, Map<String, ?> parameters, RowMapper<T> row) {
    return jdbc.sql(statement + "\nlimit 1").params(parameters).query(row).optional();
  }
}
