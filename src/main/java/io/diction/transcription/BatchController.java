package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.Jobs;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sessions that were started together: how far each has come. */
@Controller
@RequestMapping("/sessions/batches/{batch}")
class BatchController {
  private final Sessions sessions;
  private final Jobs jobs;
  private final Toasts toasts;

  BatchController(Sessions sessions, Jobs jobs, Toasts toasts) {
    this.sessions = sessions;
    this.jobs = jobs;
    this.toasts = toasts;
  }

  /**
   * One of them with its progress.
   *
   * @param place in the queue, 0 once it is not queued
   * @param fraction done, 0 to 1
   */
  record Line(SttSession stt, int place, double fraction) {
    public int percent() {
      return (int) Math.floor(fraction * 100);
    }
  }

  @GetMapping
  String page(SignedIn user, @PathVariable UUID batch, Model view) {
    fill(user, batch, view);
    return "transcription/batch";
  }

  @FragmentRequest
  @GetMapping
  String lines(SignedIn user, @PathVariable UUID batch, Model view) {
    fill(user, batch, view);
    return "transcription/batch :: batch";
  }

  @PostMapping("/cancel")
  String cancel(SignedIn user, @PathVariable UUID batch, RedirectAttributes redirect) {
    toasts.success(
        redirect, "transcription.toast.batch-cancelled", sessions.cancelAll(user, batch));
    return "redirect:/sessions/batches/" + batch;
  }

  private void fill(SignedIn user, UUID batch, Model view) {
    List<SttSession> found = sessions.batch(user, batch);
    List<UUID> open =
        found.stream().filter(stt -> !stt.isFinished()).map(SttSession::jobId).toList();
    Map<UUID, Job> running = jobs.byId(user.organization(), open);
    Map<UUID, Integer> places = jobs.places(user.organization(), TranscriptionJob.KIND, open);
    List<Line> lines =
        found.stream()
            .map(
                stt -> {
                  Job job = running.get(stt.jobId());
                  return new Line(
                      stt,
                      places.getOrDefault(stt.jobId(), 0),
                      stt.isFinished() ? 1 : job == null ? 0 : job.fraction());
                })
            .toList();
    view.addAttribute("lines", lines);
    view.addAttribute("batch", batch);
    view.addAttribute("open", open.size());
    view.addAttribute("ready", found.stream().filter(SttSession::isReady).toList());
    view.addAttribute("formats", ExportFormat.values());
    view.addAttribute("fraction", lines.stream().mapToDouble(Line::fraction).sum() / lines.size());
  }
}
