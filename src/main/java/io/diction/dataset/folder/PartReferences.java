package io.diction.dataset.folder;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files that folders are made of. */
@Component
class PartReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;

  PartReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select d.organization_id, p.sha256, d.name, p.path
            from dataset_part p join dataset d on d.id = p.dataset_id
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("sha256"),
                      "dataset %s, file %s"
                          .formatted(row.getString("name"), row.getString("path"))));
            });
  }
}
