package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.file.FileReport;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.ReportWriter;
import io.diction.identity.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The report of a dataset as a file. */
@Controller
@RequestMapping(ReportController.PATH)
class ReportFiles {
  private final Datasets datasets;
  private final Reports reports;
  private final FindingTexts texts;

  ReportFiles(Datasets datasets, Reports reports, FindingTexts texts) {
    this.datasets = datasets;
    this.reports = reports;
    this.texts = texts;
  }

  @GetMapping("/report.csv")
  ResponseEntity<byte[]> csv(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who) {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    return answer(
        new MediaType("text", "csv", StandardCharsets.UTF_8),
        of.name() + ".report.csv",
        ReportWriter.csv(texts.of(reports.all(of))));
  }

  @GetMapping("/files.csv")
  ResponseEntity<byte[]> files(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who) {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    return answer(
        new MediaType("text", "csv", StandardCharsets.UTF_8),
        of.name() + ".files.csv",
        FileReport.csv(reports.files(of), reports.transcribed(of)));
  }

  @GetMapping("/report.json")
  ResponseEntity<byte[]> json(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who) {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    return answer(
        MediaType.APPLICATION_JSON,
        of.name() + ".report.json",
        ReportWriter.json(
            of.name(),
            texts.of(reports.all(of)),
            FileReport.json(reports.files(of), reports.transcribed(of))));
  }

  private static ResponseEntity<byte[]> answer(MediaType type, String name, String text) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, named("attachment", name))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String named(String kind, String fileName) {
    return ContentDisposition.builder(kind)
        .filename(fileName, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
