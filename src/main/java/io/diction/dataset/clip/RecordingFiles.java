package io.diction.dataset.clip;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.FileKind;
import io.diction.web.AudioAnswer;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The recordings of a dataset for the player, and pictures of them. */
@Controller
@RequestMapping("/custom-models/{id}/datasets/{dataset}")
class RecordingFiles {
  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
  private static final Duration A_VISIT = Duration.ofHours(1);

  private final Datasets datasets;
  private final ClipRows clips;
  private final Listening listening;

  RecordingFiles(Datasets datasets, ClipRows clips, Listening listening) {
    this.datasets = datasets;
    this.clips = clips;
    this.listening = listening;
  }

  /** Answers ranges; what browsers do not play comes as WAVE. */
  @GetMapping("/audio")
  ResponseEntity<Resource> audio(
      @PathVariable UUID id, @PathVariable UUID dataset, @RequestParam String file, SignedIn who)
      throws IOException {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    Listening.Playable playable = listening.playable(of, file, bytes(of, file));
    return AudioAnswer.of(playable.file(), file, playable.kind());
  }

  /**
   * Draws a part of a recording.
   *
   * @param to in seconds; beyond the end it is the end
   */
  @GetMapping("/waveform.svg")
  ResponseEntity<byte[]> waveform(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      @RequestParam(defaultValue = "0") double from,
      @RequestParam(defaultValue = "1000000") double to,
      SignedIn who)
      throws IOException {
    Dataset of = datasets.get(new CustomModelId(id), new DatasetId(dataset), who);
    Peaks peaks = listening.peaks(of, file, bytes(of, file));
    return ResponseEntity.ok()
        .contentType(SVG)
        .cacheControl(CacheControl.maxAge(A_VISIT).cachePrivate())
        .header("X-Content-Type-Options", "nosniff")
        .body(peaks.svg(Math.max(0, from), Math.max(0, to)).getBytes(StandardCharsets.UTF_8));
  }

  /** By hash, of a recording and of nothing else that a dataset has. */
  private String bytes(Dataset of, String file) {
    if (FileKind.ofName(file) != FileKind.AUDIO) {
      throw new NotFound();
    }
    return file.equals(of.name())
        ? of.sha256()
        : clips.findBytes(of.key(), file).orElseThrow(NotFound::new);
  }
}
