package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.file.FileReport;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.ReportWriter;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Recordings of a dataset for the player, and its report as a file. */
@Controller
@RequestMapping(ReportController.PATH)
class ReportFiles {
  /** What a browser may be told; anything else is bytes, so that nothing is sniffed or run. */
  private static final Map<String, MediaType> AUDIO_TYPES =
      Map.of(
          "wav", MediaType.valueOf("audio/wav"),
          "mp3", MediaType.valueOf("audio/mpeg"),
          "m4a", MediaType.valueOf("audio/mp4"),
          "mp4", MediaType.valueOf("audio/mp4"),
          "flac", MediaType.valueOf("audio/flac"),
          "ogg", MediaType.valueOf("audio/ogg"),
          "aac", MediaType.valueOf("audio/aac"));

  private final Datasets datasets;
  private final Reports reports;
  private final Contents contents;
  private final FindingTexts texts;

  ReportFiles(Datasets datasets, Reports reports, Contents contents, FindingTexts texts) {
    this.datasets = datasets;
    this.reports = reports;
    this.contents = contents;
    this.texts = texts;
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/audio")
  ResponseEntity<Resource> audio(
      @PathVariable UUID id, @PathVariable UUID dataset, @RequestParam String file, SignedIn who) {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    Resource bytes =
        contents
            .recording(of, file)
            .map(found -> new FileSystemResource(contents.path(of, found)))
            .orElseThrow(NotFound::new);
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ResponseEntity.ok()
        .contentType(AUDIO_TYPES.getOrDefault(ending, MediaType.APPLICATION_OCTET_STREAM))
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CONTENT_DISPOSITION, named("inline", file))
        .body(bytes);
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
        FileReport.csv(reports.files(of)));
  }

  @GetMapping("/report.json")
  ResponseEntity<byte[]> json(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who) {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    return answer(
        MediaType.APPLICATION_JSON,
        of.name() + ".report.json",
        ReportWriter.json(
            of.name(), texts.of(reports.all(of)), FileReport.json(reports.files(of))));
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
