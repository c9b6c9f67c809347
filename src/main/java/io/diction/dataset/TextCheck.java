package io.diction.dataset;

import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Validates transcripts and plain text. */
@Component
class TextCheck {

  /** Reads the whole text and reports what is wrong with it by line. */
  Verdict check(Path file, String name, DatasetType type) throws IOException {
    Pieces pieces = new Pieces();
    List<Finding> findings = new ArrayList<>();
    for (CorpusFinding found : Transcripts.read(file, name, CorpusLimits.DEFAULT, pieces)) {
      findings.add(Finding.of(found, type));
    }
    boolean usable = pieces.count > 0;
    if (!usable && findings.stream().noneMatch(Finding::error)) {
      findings.add(Finding.error(ErrorCode.INVALID_TRANSCRIPT_FORMAT, "no_text", name));
    }
    Long duration = pieces.timed ? Math.round(pieces.endSeconds * 1000) : null;
    return Verdict.of(usable, duration, findings);
  }

  private static final class Pieces implements Consumer<TimedText> {
    private long count;
    private boolean timed;
    private double endSeconds;

    @Override
    public void accept(TimedText piece) {
      count++;
      if (piece.hasTimes()) {
        timed = true;
        endSeconds = Math.max(endSeconds, piece.endSeconds());
      }
    }
  }
}
