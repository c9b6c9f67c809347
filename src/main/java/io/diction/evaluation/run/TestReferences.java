package io.diction.evaluation.run;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings of tests. */
@Component
class TestReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;

  TestReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select r.organization_id, a.sha256, r.name
            from test_audio a join test_run r on r.id = a.run_id
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("sha256"),
                      "recording of test %s".formatted(row.getString("name"))));
            });
  }
}
