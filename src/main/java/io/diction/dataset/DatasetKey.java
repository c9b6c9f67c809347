package io.diction.dataset;

import io.diction.identity.OrganizationId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A dataset and whose it is. Statements about it name both: the id of another organization's
 * dataset finds, changes and adds nothing.
 */
public record DatasetKey(OrganizationId organization, DatasetId id) {
  private static final String OWNED =
      "(select id from dataset where id = :dataset and organization_id = :organization)";

  /** A statement in which {@code :owned} stands for the dataset where it is the organization's. */
  public StatementSpec in(JdbcClient jdbc, String sql) {
    return jdbc.sql(owned(sql))
        .param("dataset", id.value())
        .param("organization", organization.value());
  }

  /** The same for statements that are run many times, each with these {@link #parameters}. */
  public static String owned(String sql) {
    return sql.replace(":owned", OWNED);
  }

  public MapSqlParameterSource parameters() {
    return new MapSqlParameterSource("dataset", id.value())
        .addValue("organization", organization.value());
  }
}
