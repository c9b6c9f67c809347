package io.diction.api.dataset;

import io.diction.api.content.ContentSource;
import io.diction.dataset.DatasetContents;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/** Files of datasets; an identifier is that of the dataset and the hash of the bytes. */
@Component
class DatasetFileSource implements ContentSource {
  static final String KIND = "dataset-file";

  private final DatasetContents contents;

  DatasetFileSource(DatasetContents contents) {
    this.contents = contents;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Content> find(OrganizationId organization, String id) {
    int dot = id.indexOf('.');
    DatasetId dataset = new DatasetId(UUID.fromString(id.substring(0, dot)));
    return contents
        .findFile(organization, dataset, id.substring(dot + 1))
        .map(file -> new Content(file.name(), new FileSystemResource(file.path())));
  }
}
