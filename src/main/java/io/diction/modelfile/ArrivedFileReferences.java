package io.diction.modelfile;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The models of files that wait to be taken in. */
@Component
class ArrivedFileReferences implements BlobOwner {
  private final JdbcClient jdbc;

  ArrivedFileReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql("select organization_id, artifact_sha256, file_name from model_import")
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("artifact_sha256"),
                      "file to import " + row.getString("file_name")));
            });
  }
}
