package io.diction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.diction.identity.Role;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connections of a pool live half an hour; the portal on a database just made lives longer. */
@PortalTest
@Import(OrganizationFixtures.class)
class ConnectionsEndTest {
  @Autowired private DataSource database;
  @Autowired private JdbcClient jdbc;
  @Autowired private OrganizationFixtures people;

  @Test
  void rowsAreTakenWhenTheConnectionsThatMadeTheTablesHaveEnded() throws SQLException {
    HikariDataSource hikari = (HikariDataSource) database;
    HikariPoolMXBean pool = hikari.getHikariPoolMXBean();
    OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);

    // They end one after the other; without this one the database would be closed in between.
    try (Connection keepsOpen =
        DriverManager.getConnection(
            hikari.getJdbcUrl(), hikari.getUsername(), hikari.getPassword())) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                pool.softEvictConnections();
                return openedBefore(before) == 0;
              });

      assertThat(people.user(Role.USER).user()).isNotNull();
      assertThat(keepsOpen.isClosed()).isFalse();
    }
  }

  private int openedBefore(OffsetDateTime time) {
    return jdbc.sql("select count(*) from information_schema.sessions where session_start < :time")
        .param("time", time)
        .query(Integer.class)
        .single();
  }
}
