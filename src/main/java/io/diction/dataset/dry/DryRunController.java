package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Datasets;
import io.diction.dataset.ValidationProgress.Shown;
import io.diction.dataset.file.FileReport;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.ReportWriter;
import io.diction.dataset.report.MeasureTexts;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal.Invalid;
import io.diction.web.UploadStream;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** {@code Check only}: what an upload's report would say. */
@Controller
@RequestMapping(DryRunController.PATH)
class DryRunController {
  static final String PATH = "/custom-models/{id}/datasets/check";

  private final Datasets datasets;
  private final DryRuns runs;
  private final FindingTexts texts;
  private final MeasureTexts measures;

  DryRunController(Datasets datasets, DryRuns runs, FindingTexts texts, MeasureTexts measures) {
    this.measures = measures;
    this.datasets = datasets;
    this.runs = runs;
    this.texts = texts;
  }

  @PostMapping
  View check(@PathVariable UUID id, HttpServletRequest request, SignedIn who) throws IOException {
    RedirectView view = new RedirectView(receive(id, request, who), true);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  /** Sent by the script that shows progress; the page is told where to go by a header. */
  @FragmentRequest
  @PostMapping
  View checkWithProgress(@PathVariable UUID id, HttpServletRequest request, SignedIn who)
      throws IOException {
    return new HtmxRedirectView(receive(id, request, who), true);
  }

  private String receive(UUID id, HttpServletRequest request, SignedIn who) throws IOException {
    CustomModelId model = new CustomModelId(id);
    datasets.model(model, who);
    DryUpload upload = runs.begin(who);
    boolean begun = false;
    try {
      UploadStream.read(request, upload);
      if (upload.isEmpty()) {
        throw new Invalid("dataset.upload.nothing");
      }
      upload.requireFew();
      String address = PATH.replace("{id}", id.toString()) + "/" + runs.start(model, upload, who);
      begun = true;
      return address;
    } finally {
      if (!begun) {
        upload.close();
      }
    }
  }

  @GetMapping("/{report}")
  String report(@PathVariable UUID id, @PathVariable UUID report, SignedIn who, Model view) {
    ModelView model = datasets.model(new CustomModelId(id), who);
    DryRuns.Run run = runs.get(new CustomModelId(id), report, who);
    DryReport found = run.getReport();
    view.addAttribute("modelName", model.name());
    view.addAttribute("path", PATH.replace("/check", "").replace("{id}", id.toString()));
    view.addAttribute("url", PATH.replace("{id}", id.toString()) + "/" + report);
    view.addAttribute("run", run);
    view.addAttribute("progress", Shown.running(run.getFraction(), run.getMessage()));
    view.addAttribute("report", found);
    view.addAttribute("lines", found == null ? List.of() : texts.of(found.shownFindings()));
    view.addAttribute("measures", found == null ? Map.of() : measures(found));
    return "dataset/check";
  }

  @FragmentRequest
  @GetMapping("/{report}")
  String reportAgain(@PathVariable UUID id, @PathVariable UUID report, SignedIn who, Model view) {
    report(id, report, who, view);
    return "dataset/check :: check";
  }

  @PostMapping("/{report}/cancel")
  String cancel(@PathVariable UUID id, @PathVariable UUID report, SignedIn who) {
    runs.cancel(new CustomModelId(id), report, who);
    return "redirect:" + PATH.replace("{id}", id.toString()) + "/" + report;
  }

  @GetMapping("/{report}/report.{format:csv|json}")
  ResponseEntity<byte[]> export(
      @PathVariable UUID id, @PathVariable UUID report, @PathVariable String format, SignedIn who) {
    DryReport found = runs.report(new CustomModelId(id), report, who);
    boolean csv = format.equals("csv");
    String text =
        csv
            ? ReportWriter.csv(texts.of(found.findings()))
            : ReportWriter.json(
                "", texts.of(found.findings()), FileReport.json(found.rows(), found.transcribed()));
    return answer(csv, "check." + format, text);
  }

  @GetMapping("/{report}/files.csv")
  ResponseEntity<byte[]> files(@PathVariable UUID id, @PathVariable UUID report, SignedIn who) {
    DryReport found = runs.report(new CustomModelId(id), report, who);
    return answer(true, "check.files.csv", FileReport.csv(found.rows(), found.transcribed()));
  }

  private Map<String, List<MeasureTexts.Measure>> measures(DryReport found) {
    Map<String, List<MeasureTexts.Measure>> all = new HashMap<>();
    for (ItemRows.Row row : found.getShownRows()) {
      all.put(row.item().name(), measures.of(row.item(), List.of()));
    }
    return all;
  }

  private static ResponseEntity<byte[]> answer(boolean csv, String name, String text) {
    return ResponseEntity.ok()
        .contentType(
            csv ? new MediaType("text", "csv", StandardCharsets.UTF_8) : MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
