package io.diction.jobs;

import io.diction.testing.Databases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class JobsPostgresTest extends JobsTest {
  @Override
  DataSource database() {
    return Databases.postgres("__root", "jobs");
  }
}
