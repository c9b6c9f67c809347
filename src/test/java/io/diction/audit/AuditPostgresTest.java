package io.diction.audit;

import io.diction.testing.Databases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class AuditPostgresTest extends AuditTest {
  @Override
  DataSource database() {
    return Databases.postgres("audit");
  }
}
