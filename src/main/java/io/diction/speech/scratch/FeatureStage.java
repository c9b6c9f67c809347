package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.adapt.TrainingException.Reason;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.features.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Hears all utterances once and keeps their features on disk. */
final class FeatureStage {
  /** Longer ones need too much memory to be segmented, and are rarely transcribed word by word. */
  private static final double LONGEST_SECONDS = 40;

  private final RecordedSpeech speech;
  private final ScratchSettings settings;

  FeatureStage(RecordedSpeech speech, ScratchSettings settings) {
    this.speech = speech;
    this.settings = settings;
  }

  void write(Path utterances, Path folder, Progress progress) throws IOException {
    Map<String, Integer> words = new HashMap<>();
    for (Preparation.Spoken spoken : Preparation.read(utterances)) {
      words.put(spoken.id(), spoken.words().size());
    }
    try (FeatureSpool.Writer spool =
        new FeatureSpool.Writer(folder, 3 * settings.features().cepstra())) {
      Spooling spooling = new Spooling(spool, words, progress);
      try {
        speech.read(words.keySet(), spooling);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      spooling.leaveOutTheUnheard();
      Preparation.writeLines(folder.resolve(Preparation.LEFT_OUT), spooling.leftOut);
      requireEnough(spooling.frames);
    }
  }

  private void requireEnough(long frames) {
    double minutes = frames / (60.0 * FeatureSettings.FRAME_RATE_HZ);
    if (minutes < settings.fewestMinutes()) {
      throw new TrainingException(
          Reason.NOT_ENOUGH_DATA,
          String.format(Locale.ROOT, "There are %.1f minutes of usable speech. ", minutes)
              + needed(settings));
    }
  }

  /** How much speech is needed, as a sentence. */
  static String needed(ScratchSettings settings) {
    return String.format(
        Locale.ROOT,
        "Training from scratch needs at least %.0f minutes; one speaker's commands take half an"
            + " hour, everyday use of many speakers ten hours or more.",
        settings.fewestMinutes());
  }

  /** Takes utterances as they are read. */
  private final class Spooling implements RecordedSpeech.Receiver {
    private final FeatureSpool.Writer spool;
    private final Map<String, Integer> words;
    private final Progress progress;
    private final Features features = new Features(settings.features());
    private final List<String> leftOut = new ArrayList<>();
    private final Set<String> unheard;
    private long frames;

    Spooling(FeatureSpool.Writer spool, Map<String, Integer> words, Progress progress) {
      this.spool = spool;
      this.words = words;
      this.progress = progress;
      unheard = new TreeSet<>(words.keySet());
    }

    @Override
    public void utterance(String id, Audio audio) {
      progress.checkCancelled();
      unheard.remove(id);
      if (audio.durationSeconds() > LONGEST_SECONDS) {
        leaveOut(id, "is longer than %.0f seconds".formatted(LONGEST_SECONDS));
        return;
      }
      features.compute(audio.samples(), 0, audio.samples().length);
      if (features.frames() == 0) {
        leaveOut(id, "is empty");
        return;
      }
      frames += features.frames();
      try {
        spool.add(id, features.values(), features.frames());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int heard = words.size() - unheard.size();
      String message =
          heard % 1000 == 0 ? "%d utterances, %d minutes".formatted(heard, frames / 6000) : "";
      progress.report((double) heard / words.size(), message);
    }

    @Override
    public void unreadable(String id, String reason) {
      unheard.remove(id);
      leaveOut(id, reason);
    }

    /** Utterances beyond the end of their recording are not given at all. */
    void leaveOutTheUnheard() {
      unheard.forEach(id -> leaveOut(id, "lies beyond the end of its recording"));
    }

    private void leaveOut(String id, String reason) {
      leftOut.add(id + "\t" + reason.replaceAll("\\s+", " ") + "\n");
    }
  }
}
