package io.diction.evaluation.guard;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings of guard sets, each once for a set. */
@Component
class GuardReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;

  GuardReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select distinct s.organization_id, s.id, s.name, c.audio_sha256
            from guard_clip c join guard_set s on s.id = c.set_id
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("audio_sha256"),
                      "recording of guard set %s".formatted(row.getString("name"))));
            });
  }
}
