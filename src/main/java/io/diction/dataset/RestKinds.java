package io.diction.dataset;

import io.diction.identity.SignedIn;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** As the REST API names kinds of data. */
@Component
class RestKinds {
  private final Blobs blobs;

  RestKinds(Blobs blobs) {
    this.blobs = blobs;
  }

  DatasetKind of(Upload.Received file, SignedIn who) {
    return switch (file.type()) {
      case AUDIO -> DatasetKind.AUDIO_FILES;
      case MANIFEST -> DatasetKind.ACOUSTIC;
      case TEST -> DatasetKind.LANGUAGE;
      case TRANSCRIPT ->
          switch (content(file, who)) {
            case SENTENCES, NOTES -> DatasetKind.LANGUAGE;
            case STRUCTURED -> DatasetKind.LANGUAGE_MARKDOWN;
            case SPOKEN_FORMS -> DatasetKind.PRONUNCIATION;
            case DISPLAY_RULES -> DatasetKind.OUTPUT_FORMATTING;
          };
    };
  }

  /** Read no further than to the first line that tells. */
  private Content content(Upload.Received file, SignedIn who) {
    try {
      return Transcripts.content(
          blobs.file(who.organization(), file.blob().sha256()),
          file.name().display(),
          CorpusLimits.DEFAULT);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot look into " + file.blob().sha256(), problem);
    }
  }
}
