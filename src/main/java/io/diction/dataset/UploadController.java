package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Uploads.Outcome;
import io.diction.dataset.Uploads.Upload;
import io.diction.dataset.finding.FindingTexts;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import io.diction.web.UploadStream;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Takes the form of {@code New Dataset}, with and without script. */
@Controller
@RequestMapping(DatasetController.PATH)
class UploadController {
  /** Shown by the page that the upload leads to: why files were not taken. */
  private static final String PROBLEMS = "problems";

  private final Uploads uploads;
  private final FindingTexts texts;
  private final Toasts toasts;

  UploadController(Uploads uploads, FindingTexts texts, Toasts toasts) {
    this.uploads = uploads;
    this.texts = texts;
    this.toasts = toasts;
  }

  @PostMapping
  View upload(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    receive(new CustomModelId(id), request, who, next);
    RedirectView view = new RedirectView(DatasetController.path(id), true);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  /** Sent by the script that shows progress; the page is told where to go by a header. */
  @FragmentRequest
  @PostMapping
  View uploadWithProgress(
      @PathVariable UUID id, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    receive(new CustomModelId(id), request, who, next);
    return new HtmxRedirectView(DatasetController.path(id), true);
  }

  private void receive(
      CustomModelId model, HttpServletRequest request, SignedIn who, RedirectAttributes next)
      throws IOException {
    uploads.requireOpen(model, who);
    Receiver receiver = new Receiver(uploads, who);
    UploadStream.read(request, receiver);
    Outcome outcome = uploads.create(model, receiver.upload(), who);
    if (!outcome.accepted().isEmpty()) {
      toasts.success(next, "dataset.uploaded", outcome.accepted().size());
    }
    if (!outcome.problems().isEmpty()) {
      next.addFlashAttribute(PROBLEMS, texts.of(outcome.problems()));
    } else if (outcome.accepted().isEmpty()) {
      toasts.warning(next, "dataset.upload.nothing");
    }
  }

  /** The type comes before the files in the form, so each file can be judged as it arrives. */
  private static final class Receiver implements UploadStream.Receiver {
    private final Uploads uploads;
    private final SignedIn who;
    private String type = "";
    private @Nullable Upload upload;

    Receiver(Uploads uploads, SignedIn who) {
      this.uploads = uploads;
      this.who = who;
    }

    @Override
    public void field(String name, String value) {
      if (name.equals("type")) {
        type = value;
      }
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) throws IOException {
      // A browser sends a part without a name when nothing was chosen.
      if (name.equals("files") && !fileName.isEmpty()) {
        upload().receive(fileName, bytes);
      }
    }

    Upload upload() {
      if (upload == null) {
        upload = uploads.begin(who, DatasetType.chosen(type).orElse(null));
      }
      return upload;
    }
  }
}
