package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.report.ClipLines;
import io.diction.speech.Progress;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What the pieces of a long recording were cut from. */
@Component
class CutClips {
  private final TranscribedClips transcribed;
  private final Hearings hearings;

  CutClips(TranscribedClips transcribed, Hearings hearings) {
    this.transcribed = transcribed;
    this.hearings = hearings;
  }

  /** The words of a piece among those of the clip that it was cut from. */
  ClipLines.Part part(CustomModelId model, Dataset dataset, ComparedClip piece) throws IOException {
    if (piece.spoken().isEmpty()) {
      throw new NotFound();
    }
    Pair whole =
        transcribed.of(dataset, model).stream()
            .filter(pair -> pair.sha256().equals(piece.recording()))
            .filter(pair -> pair.startMs() <= piece.startMs())
            .max(Comparator.comparingLong(Pair::startMs))
            .orElseThrow(NotFound::new);
    Function<String, List<String>> words =
        hearings
                .open(model, dataset.organization(), Progress.NONE)
                .orElseThrow(NotFound::new)
                .hearing()
            ::words;
    Long known = whole.durationMs();
    Map<String, Long> lengths = known == null ? transcribed.lengthsMs(dataset, model) : Map.of();
    long length = known == null ? lengths.getOrDefault(whole.sha256(), 0L) : known;
    double share = length == 0 ? 0 : (double) (piece.startMs() - whole.startMs()) / length;
    return new ClipLines.Part(
        new ClipLines.Clip(whole.name(), whole.startMs(), whole.text()),
        List.of(piece.spoken().split(" ")),
        share,
        words);
  }
}
