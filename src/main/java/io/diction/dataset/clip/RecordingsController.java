package io.diction.dataset.clip;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.DatasetPages;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Refusal.NotFound;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The clips of a dataset: listed, found by their words, and one by one. */
@Controller
@GridSpec(
    sorts = {"place", "length", "speaker", "file"},
    filters = {"words", "purpose", "speaker"})
@RequestMapping(RecordingsController.PATH)
class RecordingsController {
  static final String PATH = "/custom-models/{id}/datasets/{dataset}/recordings";

  private final DatasetPages pages;
  private final ClipRows clips;
  private final ClipEdits edits;

  RecordingsController(DatasetPages pages, ClipRows clips, ClipEdits edits) {
    this.pages = pages;
    this.clips = clips;
    this.edits = edits;
  }

  static String path(UUID model, UUID dataset) {
    return DatasetPages.path(model, dataset) + "/recordings";
  }

  @GetMapping
  String page(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    Dataset of = fill(id, dataset, who, view);
    view.addAttribute("page", clips.page(of.key(), query));
    view.addAttribute("speakers", clips.speakers(of.key()));
    view.addAttribute("edits", edits.list(of));
    return "dataset/recordings";
  }

  @FragmentRequest
  @GetMapping
  String recordings(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    page(id, dataset, query, who, view);
    return "dataset/recordings :: recordings";
  }

  @GetMapping("/{number}")
  String clip(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      Model view) {
    DatasetKey of = fill(id, dataset, who, view).key();
    KeptClip clip = clips.find(of, number).orElseThrow(NotFound::new);
    view.addAttribute("clip", clip);
    view.addAttribute("next", clips.findNext(of, clip).orElse(null));
    view.addAttribute("before", clips.findBeside(of, clip, false).orElse(null));
    view.addAttribute("after", clips.findBeside(of, clip, true).orElse(null));
    view.addAttribute("words", clip.words().strip().split("\\s+"));
    return "dataset/clip";
  }

  private Dataset fill(UUID id, UUID dataset, SignedIn who, Model view) {
    view.addAttribute("url", path(id, dataset));
    return pages.fill(id, dataset, who, view).dataset();
  }
}
