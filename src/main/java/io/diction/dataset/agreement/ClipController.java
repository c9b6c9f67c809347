package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.report.ClipLines;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Toasts;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One clip of a dataset: its sound, and what is done about its words. */
@Controller
@RequestMapping(AgreementController.PATH + "/{number}")
class ClipController {
  private static final MediaType WAV = MediaType.valueOf("audio/wav");

  private final Datasets datasets;
  private final Agreements agreements;
  private final ClipSound sound;
  private final Toasts toasts;

  ClipController(Datasets datasets, Agreements agreements, ClipSound sound, Toasts toasts) {
    this.datasets = datasets;
    this.agreements = agreements;
    this.sound = sound;
    this.toasts = toasts;
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/audio")
  ResponseEntity<Resource> audio(
      @PathVariable UUID id, @PathVariable UUID dataset, @PathVariable int number, SignedIn who)
      throws IOException {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    return ResponseEntity.ok()
        .contentType(WAV)
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(new ByteArrayResource(sound.wav(of.organization(), agreements.get(of, number))));
  }

  /** Leads to the line that the words of the clip are written on. */
  @GetMapping("/line")
  String line(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    ClipLines.Line line =
        agreements
            .line(new CustomModelId(id), of, number)
            .orElseThrow(() -> new Invalid("agreement.no-line", of.name()));
    next.addAttribute("file", line.file());
    next.addAttribute("line", line.number());
    return "redirect:/custom-models/" + id + "/datasets/" + dataset + "/line";
  }

  @PostMapping("/swap")
  String swap(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    agreements.swap(new CustomModelId(id), new DatasetId(dataset), number, who);
    toasts.success(next, "agreement.swapped");
    return "redirect:" + AgreementController.path(id, dataset);
  }

  @PostMapping("/leave-out")
  String leaveOut(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    agreements.leaveOut(new CustomModelId(id), new DatasetId(dataset), number, who);
    toasts.success(next, "agreement.left-out");
    return "redirect:" + AgreementController.path(id, dataset);
  }
}
