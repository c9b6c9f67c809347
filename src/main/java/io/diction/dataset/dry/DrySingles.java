package io.diction.dataset.dry;

import io.diction.dataset.DatasetType;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.dry.DryUpload.Received;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files by themselves, which pair with each other, or with what a model has, by their names. */
final class DrySingles {
  private final List<Single> singles = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();

  /**
   * A file that can be used.
   *
   * @param durationMs of a recording; 0 of a text
   */
  record Single(Received file, DatasetType type, long durationMs) {
    String name() {
      return file.path().file();
    }

    String key() {
      return new FileName(name()).pairKey();
    }

    boolean isRecording() {
      return type == DatasetType.AUDIO;
    }
  }

  /** What a model has already. */
  interface Model {
    boolean hasPartner(String name, boolean recording);
  }

  void add(Single single) {
    if (single.type() != DatasetType.MANIFEST) {
      singles.add(single);
    }
  }

  /** Tells of those that have no partner; takes the others in to be compared. */
  List<Finding> pair(Model model, HeardLater heard) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Single single : singles) {
      Optional<Single> partner =
          singles.stream()
              .filter(other -> other.isRecording() != single.isRecording())
              .filter(other -> other.key().equals(single.key()))
              .findFirst();
      if (partner.isEmpty() && !model.hasPartner(single.name(), single.isRecording())) {
        findings.add(unmatched(single));
      } else if (partner.isPresent() && single.isRecording()) {
        Received text = partner.get().file();
        Recording recording = new Recording(single.name(), () -> single.file().file(), heard.id());
        heard.add(
            TrainingData.pairs(recording, text.file(), text.path().file()), single.durationMs());
        texts.put(single.name(), text.path().file());
      }
    }
    return findings;
  }

  private static Finding unmatched(Single single) {
    return switch (single.type()) {
      case AUDIO ->
          Finding.warning(ErrorCode.UNMATCHED_AUDIO, Finding.UNMATCHED_AUDIO, single.name());
      case TEST -> transcript("unmatched_test", single.name());
      case TRANSCRIPT, MANIFEST -> transcript(Finding.UNMATCHED_TRANSCRIPT, single.name());
    };
  }

  private static Finding transcript(String rule, String name) {
    return Finding.warning(ErrorCode.UNMATCHED_TRANSCRIPT, rule, name);
  }

  /** Which file is told of a recording: that with its words, where it came by itself. */
  String told(String recording) {
    return texts.getOrDefault(recording, recording);
  }
}
