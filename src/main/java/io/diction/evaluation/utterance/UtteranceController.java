package io.diction.evaluation.utterance;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.agreement.ClipSound;
import io.diction.evaluation.Tests;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.utterance.Utterances.Shown;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One utterance: its sound, what was heard in it and why, and what people write about it. */
@Controller
@RequestMapping("/custom-models/{id}/tests/{run}/utterances/{number}")
@UtteranceGrid
class UtteranceController {
  private static final MediaType WAV = MediaType.valueOf("audio/wav");

  private final Tests tests;
  private final Utterances utterances;
  private final ClipSound sound;
  private final Toasts toasts;

  UtteranceController(Tests tests, Utterances utterances, ClipSound sound, Toasts toasts) {
    this.tests = tests;
    this.utterances = utterances;
    this.sound = sound;
    this.toasts = toasts;
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @PathVariable int number,
      GridQuery query,
      SignedIn user,
      Model view) {
    Seen seen = tests.getWhole(id, run, user);
    view.addAttribute("seen", seen);
    view.addAttribute("test", seen.run());
    Shown row = utterances.show(seen, number);
    view.addAttribute("row", row);
    view.addAttribute("mending", utterances.mending(seen, row.utterance()));
    view.addAttribute("path", seen.run().path() + "/utterances");
    view.addAttribute("query", query);
    view.addAttribute("beside", utterances.neighbours(seen, number, query));
    view.addAttribute("comments", utterances.comments(seen, number));
    return "evaluation/utterance";
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/audio")
  ResponseEntity<Resource> audio(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @PathVariable int number,
      SignedIn user)
      throws IOException {
    Seen seen = tests.getWhole(id, run, user);
    TestUtterance utterance = utterances.get(seen, number);
    return ResponseEntity.ok()
        .contentType(WAV)
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(
            new ByteArrayResource(
                sound.wav(
                    new OrganizationId(seen.run().organizationId()),
                    utterance.audioSha256(),
                    utterance.fileName(),
                    utterance.startMs(),
                    utterance.durationMs())));
  }

  @PostMapping("/comments")
  String comment(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String text,
      GridQuery query,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Seen seen = tests.getWhole(id, run, user);
    Optional<Refusal> refused = Refusal.of(() -> utterances.comment(seen, number, text, user));
    if (refused.isPresent()) {
      response.setStatus(refused.get().code().status().value());
      view.addAttribute("refused", refused.get());
      view.addAttribute("typed", text);
      return page(id, run, number, query, user, view);
    }
    toasts.success(redirect, "evaluation.comment.kept");
    return "redirect:" + query.link(seen.run().path() + "/utterances/" + number);
  }
}
