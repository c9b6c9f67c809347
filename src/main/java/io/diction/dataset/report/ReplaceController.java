package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts another file in the place of one. */
@Controller
@RequestMapping(ReportController.PATH + "/replace")
class ReplaceController {
  private final Mending mending;
  private final Replacements replacements;
  private final Toasts toasts;

  ReplaceController(Mending mending, Replacements replacements, Toasts toasts) {
    this.mending = mending;
    this.replacements = replacements;
    this.toasts = toasts;
  }

  @GetMapping
  String page(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      SignedIn who,
      Model view) {
    Dataset of = mending.requireOpen(new CustomModelId(id), new DatasetId(dataset), who);
    replacements.requireFile(of, file);
    view.addAttribute("dataset", of);
    view.addAttribute("file", file);
    view.addAttribute("url", ReportController.path(id, dataset));
    return "dataset/replace";
  }

  @FragmentRequest
  @GetMapping
  String dialog(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      SignedIn who,
      Model view) {
    page(id, dataset, file, who, view);
    return "dataset/replace :: replacement";
  }

  @PostMapping
  String replace(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      HttpServletRequest request,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    CustomModelId model = new CustomModelId(id);
    DatasetId of = new DatasetId(dataset);
    Dataset open = mending.requireOpen(model, of, who);
    Received received = new Received(open);
    UploadStream.read(request, received);
    replacements.replace(model, open, received.file, received.taken, who);
    toasts.success(next, "dataset.replaced", received.file);
    return "redirect:" + ReportController.path(id, dataset);
  }

  /** Which file it is comes before the bytes. */
  private final class Received implements UploadStream.Receiver {
    private final Dataset dataset;
    private String file = "";
    private Replacements.Taken taken = Replacements.NOTHING;

    Received(Dataset dataset) {
      this.dataset = dataset;
    }

    @Override
    public void field(String name, String value) {
      if (name.equals("file")) {
        replacements.requireFile(dataset, value);
        file = value;
      }
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      if (name.equals("bytes") && !fileName.isEmpty() && !file.isEmpty() && taken.bytes() == null) {
        taken = replacements.take(dataset, file, fileName, bytes);
      }
    }
  }
}
