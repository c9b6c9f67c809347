package io.diction.dataset.split;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetPages;
import io.diction.dataset.split.Split.Method;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The dialog that splits a dataset: what is asked for by GET is shown, by POST it is done. */
@Controller
@RequestMapping(SplitController.PATH)
class SplitController {
  static final String PATH = "/custom-models/{id}/datasets/{dataset}/split";

  private final DatasetPages pages;
  private final Splits splits;
  private final Toasts toasts;

  SplitController(DatasetPages pages, Splits splits, Toasts toasts) {
    this.pages = pages;
    this.splits = splits;
    this.toasts = toasts;
  }

  /** What is asked for; what is missing is as it was decided before, or as most want it. */
  record Asked(@Nullable Method method, @Nullable Integer share, @Nullable Long seed) {
    private static final Split USUAL = new Split(Method.RANDOM, 10, 1, -1);

    Split or(Optional<Split> before) {
      Split known = before.orElse(USUAL);
      return new Split(
          method == null ? known.method() : method,
          share == null ? known.share() : share,
          seed == null ? known.seed() : seed,
          known.bar());
    }
  }

  @GetMapping
  String page(
      @PathVariable UUID id, @PathVariable UUID dataset, Asked asked, SignedIn who, Model view) {
    Dataset of = pages.fill(id, dataset, who, view).dataset();
    Optional<Split> before = splits.find(of);
    Split wanted = asked.or(before);
    int share = Math.max(1, Math.min(90, wanted.share()));
    view.addAttribute("before", before.orElse(null));
    view.addAttribute("speaker", wanted.method() == Method.SPEAKER);
    view.addAttribute("share", share);
    view.addAttribute("seed", wanted.seed());
    view.addAttribute("proposal", splits.propose(of, wanted.method(), share, wanted.seed()));
    view.addAttribute("back", DatasetPages.path(id, dataset) + "/recordings");
    view.addAttribute("url", path(id, dataset));
    return "dataset/split";
  }

  @FragmentRequest
  @GetMapping
  String dialog(
      @PathVariable UUID id, @PathVariable UUID dataset, Asked asked, SignedIn who, Model view) {
    page(id, dataset, asked, who, view);
    return "dataset/split :: splitting";
  }

  @PostMapping
  String split(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam Method method,
      @RequestParam int share,
      @RequestParam long seed,
      SignedIn who,
      RedirectAttributes next) {
    return answer(
        () -> splits.split(new CustomModelId(id), new DatasetId(dataset), method, share, seed, who),
        "split.done",
        id,
        dataset,
        next);
  }

  @PostMapping("/undo")
  String undo(
      @PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, RedirectAttributes next) {
    return answer(
        () -> splits.undo(new CustomModelId(id), new DatasetId(dataset), who),
        "split.undone",
        id,
        dataset,
        next);
  }

  private String answer(
      Runnable deed, String done, UUID id, UUID dataset, RedirectAttributes next) {
    Refusal.of(deed)
        .ifPresentOrElse(
            why -> toasts.warning(next, why.messageKey(), why.arguments()),
            () -> toasts.success(next, done));
    return "redirect:" + DatasetPages.path(id, dataset) + "/recordings";
  }

  private static String path(UUID model, UUID dataset) {
    return DatasetPages.path(model, dataset) + "/split";
  }
}
