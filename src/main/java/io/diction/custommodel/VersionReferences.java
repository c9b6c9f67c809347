package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What trainings have made. */
@Component
class VersionReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;

  VersionReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select v.organization_id, v.artifact_sha256, v.number, m.name
            from model_version v join custom_model m on m.id = v.model_id
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("artifact_sha256"),
                      "custom model %s, version %d"
                          .formatted(row.getString("name"), row.getInt("number"))));
            });
  }
}
