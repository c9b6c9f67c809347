package io.diction.api.model;

import io.diction.api.answer.ApiTime;
import io.diction.custommodel.Metrics;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobLogLine;
import io.diction.jobs.Jobs;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunRows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What trainings say of themselves, for other programs. */
@Component
class ModelReports {
  private static final int LINES = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final ModelList list;
  private final Versions versions;
  private final RunRows runs;
  private final Jobs jobs;

  ModelReports(ModelList list, Versions versions, RunRows runs, Jobs jobs) {
    this.list = list;
    this.versions = versions;
    this.runs = runs;
    this.jobs = jobs;
  }

  /** Figures and settings as JSON; empty before the end. */
  @Transactional(readOnly = true)
  public Optional<byte[]> report(OrganizationId organization, UUID id) {
    return list.find(organization, id).filter(row -> !row.isUnderWay()).map(this::report);
  }

  private byte[] report(ModelRow row) {
    ObjectNode report = JSON.createObjectNode().put("version", 1);
    report
        .put("model", row.id().toString())
        .put("displayName", row.displayName())
        .put("locale", row.locale())
        .put("baseModel", row.baseModel().toString())
        .put("status", row.status())
        .put("createdDateTime", ApiTime.text(row.createdAt()))
        .put("lastActionDateTime", ApiTime.text(row.changedAt()));
    if (row.errorCode() != null) {
      report.putObject("error").put("code", row.errorCode()).put("message", row.errorText());
    }
    versions.findByJob(row.id(), row.organization()).ifPresent(version -> figures(report, version));
    runs.ofJob(row.organization(), row.id())
        .map(RecordedRun::result)
        .ifPresent(result -> report.set("parts", JSON.valueToTree(result.parts())));
    return bytes(report);
  }

  private static byte[] bytes(ObjectNode json) {
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(json)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Of the test data, or of the part that was held out; none where there was neither. */
  private static void figures(ObjectNode report, ModelVersion version) {
    Metrics metrics = version.metrics();
    if (metrics.isMeasured()) {
      report
          .putObject("words")
          .put("reference", metrics.testWords())
          .put("errorsOfBaseModel", metrics.baseErrors())
          .put("errors", metrics.customErrors())
          .put("wordErrorRateOfBaseModel", metrics.baseRate())
          .put("wordErrorRate", metrics.customRate());
    }
    report
        .put("perplexity", metrics.perplexity())
        .put("vocabularySize", metrics.vocabularySize())
        .put("audioSeconds", metrics.data().toMillis() / 1000.0)
        .put("trainingSeconds", metrics.training().toMillis() / 1000.0)
        .put("engine", version.made().engine())
        .put("seed", version.made().seed())
        .put("sha256", version.made().artifact().sha256())
        .set("settings", JSON.readTree(version.made().settings()));
  }

  /** The log of the training as JSON, each line with its time; empty where there was none. */
  @Transactional(readOnly = true)
  public Optional<byte[]> log(OrganizationId organization, UUID id) {
    if (list.find(organization, id).filter(row -> !row.isUnderWay()).isEmpty()) {
      return Optional.empty();
    }
    ObjectNode log = JSON.createObjectNode().put("version", 1);
    ArrayNode lines = log.putArray("lines");
    List<JobLogLine> part = jobs.log(organization, id, 0, LINES);
    while (!part.isEmpty()) {
      part.forEach(
          line ->
              lines.addObject().put("dateTime", line.at().toString()).put("message", line.line()));
      part = jobs.log(organization, id, part.get(part.size() - 1).number(), LINES);
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(bytes(log));
  }
}
