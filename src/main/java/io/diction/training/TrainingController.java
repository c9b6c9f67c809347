package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.training.TrainingView.Latest;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRefreshView;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The training tab: how it goes and what came of it. */
@Controller
@RequestMapping("/custom-models/{id}/training")
class TrainingController {
  private static final String PAGE = "training/training";

  private final TrainingMonitor monitor;
  private final ModelPages pages;

  TrainingController(TrainingMonitor monitor, ModelPages pages) {
    this.monitor = monitor;
    this.pages = pages;
  }

  /**
   * The page.
   *
   * @param after number of the line before the first of the log; for those who turn its pages
   *     without a script
   */
  @GetMapping
  ModelAndView page(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String after,
      @GridSpec(sorts = "at", descending = true) GridQuery query,
      SignedIn user) {
    TrainingView view = monitor.view(new CustomModelId(id), user);
    ModelAndView page =
        earlier(PAGE, view.model().id(), query, user)
            .addObject("view", view)
            .addObject("model", pages.header(view.model().id(), ModelTab.TRAINING, user));
    if (view.latest() != null) {
      UUID run = view.latest().run().id().value();
      page.addObject("log", monitor.log(view.model().id(), run, number(after), user));
      page.addObject("turned", number(after) > 0);
    }
    return page;
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private ModelAndView earlier(String name, CustomModelId id, GridQuery query, SignedIn user) {
    return new ModelAndView(name, "page", monitor.earlier(id, query, user))
        .addObject("url", ModelTab.TRAINING.path(id));
  }

  /**
   * A part of the page: the progress alone, or another page of the trainings before the latest.
   * Once the training is not as it was seen, the whole page changes.
   *
   * @param seen phase of the training that the page shows; empty where the earlier ones are wanted
   */
  @FragmentRequest
  @GetMapping
  ModelAndView part(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String seen,
      @GridSpec(sorts = "at", descending = true) GridQuery query,
      SignedIn user) {
    if (seen.isEmpty()) {
      return earlier(PAGE + " :: earlier", new CustomModelId(id), query, user);
    }
    TrainingView view = monitor.view(new CustomModelId(id), user);
    Latest latest = view.latest();
    if (latest == null || !latest.phase().key().equals(seen)) {
      return new ModelAndView(new HtmxRefreshView());
    }
    return new ModelAndView(PAGE + " :: run-progress", "view", view);
  }

  @FragmentRequest
  @GetMapping("/log")
  ModelAndView log(
      @PathVariable UUID id,
      @RequestParam UUID run,
      @RequestParam(defaultValue = "0") int after,
      SignedIn user) {
    return new ModelAndView(
        "training/log :: lines", "log", monitor.log(new CustomModelId(id), run, after, user));
  }

  /** The whole log as a file. */
  @GetMapping("/log.txt")
  ResponseEntity<String> logFile(@PathVariable UUID id, @RequestParam UUID run, SignedIn user) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .header("X-Content-Type-Options", "nosniff")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("training-" + run + ".log").build().toString())
        .body(monitor.wholeLog(new CustomModelId(id), run, user));
  }
}
