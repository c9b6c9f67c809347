package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.change.LineText;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Edits one line of a text, with its recording beside it. */
@Controller
@RequestMapping(ReportController.PATH + "/line")
class LineController {
  private final Mending mending;
  private final Lines lines;
  private final Toasts toasts;

  LineController(Mending mending, Lines lines, Toasts toasts) {
    this.mending = mending;
    this.lines = lines;
    this.toasts = toasts;
  }

  @GetMapping
  String page(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      @RequestParam int line,
      SignedIn who,
      Model view)
      throws IOException {
    CustomModelId model = new CustomModelId(id);
    Dataset of = mending.requireOpen(model, new DatasetId(dataset), who);
    Lines.Shown shown = lines.show(of, file, line);
    LineText text = LineText.of(file, shown.line().text());
    view.addAttribute("dataset", of);
    view.addAttribute("file", file);
    view.addAttribute("shown", shown);
    view.addAttribute("text", text.text());
    view.addAttribute("audio", lines.audio(model, of, file, text, shown).orElse(null));
    view.addAttribute("url", ReportController.path(id, dataset));
    return "dataset/line";
  }

  @FragmentRequest
  @GetMapping
  String dialog(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      @RequestParam int line,
      SignedIn who,
      Model view)
      throws IOException {
    page(id, dataset, file, line, who, view);
    return "dataset/line :: editor";
  }

  @PostMapping
  String edit(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      @RequestParam int line,
      @RequestParam String version,
      @RequestParam String text,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    lines.edit(new CustomModelId(id), new DatasetId(dataset), file, line, version, text, who);
    toasts.success(next, "dataset.line.changed", line);
    return "redirect:" + ReportController.path(id, dataset);
  }
}
