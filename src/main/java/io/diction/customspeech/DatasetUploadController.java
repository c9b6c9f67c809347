package io.diction.customspeech;

import io.diction.api.dataset.SentDatasets;
import io.diction.api.dataset.SentDatasets.Declined;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.Languages;
import io.diction.web.Refusal;
import io.diction.web.StreamedUpload;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a dataset is sent to that belongs to a project and to no model yet. */
@Controller
class DatasetUploadController {
  static final String PATH = "/custom-speech/projects/{id}/upload";

  private final Projects projects;
  private final SentDatasets sent;
  private final BaseModels baseModels;
  private final Toasts toasts;
  private final MessageSource messages;

  DatasetUploadController(
      Projects projects,
      SentDatasets sent,
      BaseModels baseModels,
      Toasts toasts,
      MessageSource messages) {
    this.projects = projects;
    this.sent = sent;
    this.baseModels = baseModels;
    this.toasts = toasts;
    this.messages = messages;
  }

  @Bean
  static StreamedUpload projectDatasetUpload() {
    return new StreamedUpload(PATH);
  }

  @GetMapping(PATH)
  String page(@PathVariable ProjectId id, SignedIn user, Model view) {
    Project project = projects.get(id, user);
    view.addAttribute("project", project);
    view.addAttribute("language", baseModels.languageName(project.locale()));
    view.addAttribute("tab", SpeechTab.DATASETS);
    view.addAttribute("tabs", SpeechTab.ALL);
    view.addAttribute("mayChange", user.role().isAdmin());
    view.addAttribute("kinds", SentDatasets.kinds());
    view.addAttribute("most", sent.largestFile());
    return "customspeech/upload";
  }

  @PostMapping(PATH)
  String receive(
      @PathVariable ProjectId id,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes next)
      throws IOException {
    Project project = projects.get(id, user);
    Optional<Declined> declined = sent.receive(request, project, user);
    if (declined.isPresent()) {
      next.addFlashAttribute("refused", refused(declined.get()));
      return "redirect:/custom-speech/projects/" + id + "/upload";
    }
    toasts.success(next, "customspeech.upload.done");
    return "redirect:" + SpeechTab.DATASETS.path(id);
  }

  /** What the form shows again; said here, since a session keeps no arguments of a refusal. */
  record Refused(String sentence, String name, String kind) implements Serializable {}

  private Refused refused(Declined declined) {
    Refusal why = declined.why();
    return new Refused(
        messages.getMessage(why.messageKey(), why.arguments(), Languages.current()),
        declined.name(),
        declined.kind());
  }
}
