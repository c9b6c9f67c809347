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

  String of(Upload.Received file, SignedIn who) {
    return switch (file.type()) {
      case AUDIO -> "AudioFiles";
      case MANIFEST -> "Acoustic";
      case TEST -> "Language";
      case TRANSCRIPT ->
          switch (content(file, who)) {
            case SENTENCES, NOTES -> "Language";
            case STRUCTURED -> "LanguageMarkdown";
            case SPOKEN_FORMS -> "Pronunciation";
            case DISPLAY_RULES -> "OutputFormatting";
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
