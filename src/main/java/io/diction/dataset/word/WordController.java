package io.diction.dataset.word;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetPages;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Words that the dictionary lacks: accepted, they go to the vocabulary. */
@Controller
@RequestMapping(WordController.PATH)
class WordController {
  static final String PATH = "/custom-models/{id}/datasets/{dataset}/words";

  /** Words just accepted: these can be taken back, terms that somebody had typed cannot. */
  private static final String FRESH = "fresh";

  private final DatasetPages pages;
  private final Words words;
  private final Toasts toasts;

  WordController(DatasetPages pages, Words words, Toasts toasts) {
    this.pages = pages;
    this.words = words;
    this.toasts = toasts;
  }

  private static String path(UUID model, UUID dataset) {
    return DatasetPages.path(model, dataset) + "/words";
  }

  @GetMapping
  String page(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view)
      throws IOException {
    DatasetPages.Shown shown = pages.fill(id, dataset, who, view);
    view.addAttribute("spoken", shown.model().locale().startsWith("en"));
    List<String> accepted = new ArrayList<>();
    if (view.getAttribute(FRESH) instanceof List<?> fresh) {
      fresh.forEach(word -> accepted.add(String.valueOf(word)));
    }
    view.addAttribute("found", words.of(shown.model().id(), shown.dataset().id(), accepted, who));
    view.addAttribute("url", path(id, dataset));
    return "dataset/words";
  }

  @PostMapping
  String accept(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String word,
      @RequestParam(defaultValue = "") String pronunciation,
      SignedIn who,
      RedirectAttributes next) {
    words.accept(new CustomModelId(id), word, pronunciation, who);
    next.addFlashAttribute(FRESH, List.of(word));
    toasts.success(next, "dataset.words.accepted", 1);
    return "redirect:" + path(id, dataset);
  }

  @PostMapping("/all")
  String acceptAll(
      @PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, RedirectAttributes next)
      throws IOException {
    List<String> accepted = words.acceptAll(new CustomModelId(id), new DatasetId(dataset), who);
    next.addFlashAttribute(FRESH, accepted);
    toasts.success(next, "dataset.words.accepted", accepted.size());
    return "redirect:" + path(id, dataset);
  }

  @PostMapping("/undo")
  String undo(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String word,
      SignedIn who,
      RedirectAttributes next) {
    words.undo(new CustomModelId(id), word, who);
    toasts.success(next, "dataset.words.undone", word);
    return "redirect:" + path(id, dataset);
  }
}
