package io.diction.api.dataset;

import io.diction.api.content.ContentSource;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetContents;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.identity.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports of datasets. */
@Component
class DatasetReportSource implements ContentSource {
  static final String KIND = "dataset-report";
  private static final JsonMapper JSON = new JsonMapper();

  private final Datasets datasets;
  private final DatasetContents contents;

  DatasetReportSource(Datasets datasets, DatasetContents contents) {
    this.datasets = datasets;
    this.contents = contents;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Content> find(OrganizationId organization, String id) {
    return datasets
        .findForWork(organization, new DatasetId(UUID.fromString(id)))
        .map(
            dataset -> new Content("report.json", new ByteArrayResource(bytes(contents, dataset))));
  }

  static byte[] bytes(DatasetContents contents, Dataset dataset) {
    ObjectNode report = JSON.createObjectNode().put("version", 1);
    report.setAll((ObjectNode) JSON.readTree(contents.report(dataset)));
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(report)
        .getBytes(StandardCharsets.UTF_8);
  }
}
