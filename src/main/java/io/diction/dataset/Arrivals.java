package io.diction.dataset;

import io.diction.dataset.Uploads.Outcome;
import io.diction.dataset.finding.FindingTexts;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Where somebody goes on after an upload, however it came, and what is said there. */
@Component
class Arrivals {
  /** Shown by the page that the upload leads to: why files were not taken. */
  private static final String PROBLEMS = "problems";

  private final FindingTexts texts;
  private final Toasts toasts;

  Arrivals(FindingTexts texts, Toasts toasts) {
    this.texts = texts;
    this.toasts = toasts;
  }

  /** The report of what waits for somebody, else the datasets. */
  String next(UUID model, boolean held, Outcome outcome, RedirectAttributes next) {
    if (!outcome.accepted().isEmpty()) {
      toasts.success(next, "dataset.uploaded", outcome.accepted().size());
    }
    if (!outcome.problems().isEmpty()) {
      next.addFlashAttribute(PROBLEMS, texts.of(outcome.problems()));
    } else if (outcome.accepted().isEmpty()) {
      toasts.warning(next, "dataset.upload.nothing");
    }
    return place(model, held, outcome);
  }

  static String place(UUID model, boolean held, Outcome outcome) {
    return held && outcome.problems().isEmpty() && outcome.datasets().size() == 1
        ? DatasetController.path(model) + "/" + outcome.datasets().get(0)
        : DatasetController.path(model);
  }

  static View seeOther(String path) {
    RedirectView view = new RedirectView(path, true);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }
}
