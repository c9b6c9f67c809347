package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetType;
import io.diction.dataset.Datasets;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.text.LanguageGuess;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What of a dataset has both sound and words, as a training would see it. */
@Component
class TranscribedClips {
  private static final int MOST_CHARACTERS = 1_000_000;

  private final Datasets datasets;
  private final FileRows files;
  private final Blobs blobs;

  TranscribedClips(Datasets datasets, FileRows files, Blobs blobs) {
    this.datasets = datasets;
    this.files = files;
    this.blobs = blobs;
  }

  /** In the order of the data; a text needs its recording, which may come later. */
  List<Pair> of(Dataset dataset, CustomModelId model) throws IOException {
    return switch (dataset.type()) {
      case AUDIO -> List.of();
      case TRANSCRIPT, TEST -> ofText(dataset, model);
      case MANIFEST -> ofFiles(dataset);
    };
  }

  private List<Pair> ofText(Dataset text, CustomModelId model) throws IOException {
    Optional<Dataset> sound = datasets.partner(model, text);
    if (sound.isEmpty()) {
      return List.of();
    }
    Dataset recording = sound.get();
    return TrainingData.pairs(
        new Recording(recording.name(), () -> file(recording), recording.sha256()),
        file(text),
        text.name());
  }

  private List<Pair> ofFiles(Dataset dataset) {
    Map<Integer, StoredFile> byNumber =
        files.files(dataset.key()).stream()
            .collect(Collectors.toMap(StoredFile::number, file -> file));
    List<Pair> pairs = new ArrayList<>();
    for (FileRows.Clip clip : files.clips(dataset.key())) {
      StoredFile file = byNumber.get(clip.file());
      String hash = file.blob().sha256();
      pairs.add(
          new Pair(
              file.name(),
              () -> blobs.file(dataset.organization(), hash),
              hash,
              clip.startMs(),
              clip.durationMs(),
              clip.words(),
              clip.speaker()));
    }
    return pairs;
  }

  /** How long the recordings of a dataset are, by hash, those of which it was measured. */
  Map<String, Long> lengthsMs(Dataset dataset, CustomModelId model) {
    Map<String, Long> lengths = new HashMap<>();
    if (dataset.type() == DatasetType.MANIFEST) {
      for (StoredFile file : files.files(dataset.key())) {
        Long length = file.durationMs();
        if (length != null) {
          lengths.put(file.blob().sha256(), length);
        }
      }
    } else {
      datasets
          .partner(model, dataset)
          .filter(recording -> recording.durationMs() != null)
          .ifPresent(
              recording ->
                  lengths.put(recording.sha256(), Objects.requireNonNull(recording.durationMs())));
    }
    return lengths;
  }

  /** The language that a text is surely in, if that is not the one expected. */
  Optional<String> otherLanguage(Dataset dataset, List<Pair> pairs, String expected)
      throws IOException {
    LanguageGuess guess = new LanguageGuess();
    int[] left = {MOST_CHARACTERS};
    for (Pair pair : pairs) {
      left[0] -= pair.text().length();
      if (left[0] > 0) {
        guess.add(pair.text());
      }
    }
    if (pairs.isEmpty()) {
      readText(dataset, guess, left);
    }
    return guess.other(expected);
  }

  private void readText(Dataset dataset, LanguageGuess guess, int[] left) throws IOException {
    switch (dataset.type()) {
      case AUDIO, MANIFEST -> {}
      case TRANSCRIPT, TEST -> {
        try {
          var unused =
              Transcripts.sentences(
                  file(dataset),
                  dataset.name(),
                  CorpusLimits.DEFAULT,
                  piece -> {
                    left[0] -= piece.text().length();
                    if (left[0] > 0) {
                      guess.add(piece.text());
                    }
                  });
        } catch (FormatException noText) {
          // Validation says so.
          return;
        }
      }
    }
  }

  private Path file(Dataset dataset) {
    return blobs.file(dataset.organization(), dataset.sha256());
  }
}
