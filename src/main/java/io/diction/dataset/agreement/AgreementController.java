package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetPages;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Clips of a dataset whose words are not what is said in them, the worst first. */
@Controller
@GridSpec(
    sorts = {"agreement", "name"},
    filters = {"state"})
@RequestMapping(AgreementController.PATH)
class AgreementController {
  static final String PATH = "/custom-models/{id}/datasets/{dataset}/agreement";

  private final DatasetPages pages;
  private final Agreements agreements;
  private final Toasts toasts;

  AgreementController(DatasetPages pages, Agreements agreements, Toasts toasts) {
    this.pages = pages;
    this.agreements = agreements;
    this.toasts = toasts;
  }

  static String path(UUID model, UUID dataset) {
    return DatasetPages.path(model, dataset) + "/agreement";
  }

  @GetMapping
  String page(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    Dataset of = fill(id, dataset, who, view);
    view.addAttribute("found", agreements.page(of, query));
    view.addAttribute("states", ComparedClip.State.values());
    view.addAttribute("isHere", true);
    return "dataset/agreement";
  }

  @FragmentRequest
  @GetMapping
  String clips(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    page(id, dataset, query, who, view);
    return "dataset/agreement :: clips";
  }

  /** What the report shows of it. */
  @GetMapping("/status")
  String status(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view) {
    fill(id, dataset, who, view);
    return "dataset/agreement :: status";
  }

  private Dataset fill(UUID id, UUID dataset, SignedIn who, Model view) {
    Dataset of = pages.fill(id, dataset, who, view).dataset();
    view.addAttribute("status", agreements.status(of));
    view.addAttribute("url", path(id, dataset));
    return of;
  }

  @PostMapping("/stop")
  String stop(
      @PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, RedirectAttributes next) {
    agreements.stop(new CustomModelId(id), new DatasetId(dataset), who);
    toasts.success(next, "agreement.stopped");
    return "redirect:" + path(id, dataset);
  }

  @PostMapping("/go-on")
  String goOn(
      @PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, RedirectAttributes next) {
    agreements.goOn(new CustomModelId(id), new DatasetId(dataset), who);
    toasts.success(next, "agreement.goes-on");
    return "redirect:" + path(id, dataset);
  }
}
