package io.diction.storage;

import io.diction.testing.Databases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class StorageCheckPostgresTest extends StorageCheckTest {
  @Override
  DataSource database() {
    return Databases.postgres("storage");
  }
}
