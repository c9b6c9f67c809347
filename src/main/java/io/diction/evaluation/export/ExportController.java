package io.diction.evaluation.export;

import io.diction.custommodel.CustomModelId;
import io.diction.evaluation.Tests;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.SignedIn;
import io.diction.web.ModelMark;
import io.diction.web.Refusal.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A finished test as a file. */
@Controller
@RequestMapping("/custom-models/{id}/tests/{run}/export/{file}")
class ExportController {
  private final Tests tests;
  private final CsvExport csv;
  private final JsonExport json;
  private final ScliteExport sclite;
  private final PrintedReport report;

  ExportController(
      Tests tests, CsvExport csv, JsonExport json, ScliteExport sclite, PrintedReport report) {
    this.tests = tests;
    this.csv = csv;
    this.json = json;
    this.sclite = sclite;
    this.report = report;
  }

  /**
   * Writes the file.
   *
   * @param subject position of the one whose words are wanted, where the file has those of one
   */
  @GetMapping
  void file(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @PathVariable String file,
      @RequestParam(defaultValue = "") String subject,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    Seen seen = tests.getWhole(id, run, user);
    TestFormat format = TestFormat.find(file).orElseThrow(NotFound::new);
    if (format.needsReference() && !seen.run().isMeasured()) {
      throw new NotFound();
    }
    int latest = seen.requireFigures().latest();
    int position = subject.matches("\\d") ? Integer.parseInt(subject) : latest;
    if (position > latest) {
      throw new NotFound();
    }
    response.setContentType(format.mediaType() + ";charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(name(format, seen, position), StandardCharsets.UTF_8)
            .build()
            .toString());
    try (Writer to = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      write(format, seen, position, to);
    }
  }

  /** Names the model where the file has the words of one: sclite's has no room for it. */
  private static String name(TestFormat format, Seen seen, int position) {
    if (!format.isOfSubject()) {
      return format.file();
    }
    TestSubject subject = seen.subjects().get(position);
    String made = "-" + (position + 1) + ModelMark.of(subject.label(), subject.sha256()) + ".";
    int dot = format.file().lastIndexOf('.');
    return format.file().substring(0, dot) + made + format.file().substring(dot + 1);
  }

  private void write(TestFormat format, Seen seen, int position, Writer to) throws IOException {
    switch (format) {
      case CSV -> csv.write(seen, to);
      case JSON -> json.write(seen, to);
      case SCHEMA -> schema(to);
      case REFERENCE -> sclite.reference(seen, to);
      case HYPOTHESIS -> sclite.hypothesis(seen, position, to);
      case TIMES -> sclite.times(seen, position, to);
      case REPORT -> report.write(seen, to);
    }
  }

  private static void schema(Writer to) throws IOException {
    try (InputStream file =
        ExportController.class.getResourceAsStream("/io/diction/evaluation/results.schema.json")) {
      to.write(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
