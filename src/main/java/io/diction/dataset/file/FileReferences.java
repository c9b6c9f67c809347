package io.diction.dataset.file;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of datasets, and what people made of them. */
@Component
class FileReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private static final String ALL =
      """
      select d.organization_id, f.sha256, d.name as dataset, f.name as file
      from dataset_file f join dataset d on d.id = f.dataset_id
      %s
      union all
      select d.organization_id, p.sha256, d.name, p.path
      from dataset_part p join dataset d on d.id = p.dataset_id
      %s
      union all
      select d.organization_id, c.sha256, d.name, c.file_name
      from dataset_change c join dataset d on d.id = c.dataset_id
      where c.sha256 is not null %s
      """;

  private final JdbcClient jdbc;

  FileReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    tell(jdbc.sql(ALL.formatted("", "", "")).withFetchSize(AT_ONCE), each);
  }

  @Override
  public void references(Set<String> hashes, Consumer<Reference> each) {
    if (!hashes.isEmpty()) {
      String files = "where f.sha256 in (:hashes)";
      String parts = "where p.sha256 in (:hashes)";
      String changes = "and c.sha256 in (:hashes)";
      tell(jdbc.sql(ALL.formatted(files, parts, changes)).param("hashes", hashes), each);
    }
  }

  private static void tell(JdbcClient.StatementSpec rows, Consumer<Reference> each) {
    rows.query(
        row -> {
          each.accept(
              new Reference(
                  new OrganizationId(row.getObject("organization_id", UUID.class)),
                  row.getString("sha256"),
                  "dataset %s, file %s"
                      .formatted(row.getString("dataset"), row.getString("file"))));
        });
  }
}
