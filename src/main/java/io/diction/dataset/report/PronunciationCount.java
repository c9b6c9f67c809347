package io.diction.dataset.report;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetType;
import io.diction.speech.FormatException;
import io.diction.speech.adapt.UserTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How many pronunciations a list by itself brings to the training. */
@Component
class PronunciationCount {
  /** Larger texts are read as sentences. */
  private static final long LARGEST = 10 << 20;

  private static final Logger log = LoggerFactory.getLogger(PronunciationCount.class);

  private final Contents contents;

  PronunciationCount(Contents contents) {
    this.contents = contents;
  }

  int of(Dataset dataset) {
    boolean text = dataset.type() == DatasetType.TRANSCRIPT && !dataset.isArchive();
    if (!text || dataset.status().isUnderWay() || dataset.sizeBytes() > LARGEST) {
      return 0;
    }
    try {
      return contents.read(dataset, dataset.name(), file -> count(file, dataset.name()));
    } catch (IOException | UncheckedIOException problem) {
      // The report is what tells that a file cannot be read.
      log.warn("Cannot count the pronunciations of {}", dataset.id(), problem);
      return 0;
    }
  }

  private static int count(Path file, String name) throws IOException {
    UserTexts texts = new UserTexts();
    try {
      texts.add(file, name);
    } catch (FormatException broken) {
      return 0;
    }
    return texts.spokenForms().size();
  }
}
