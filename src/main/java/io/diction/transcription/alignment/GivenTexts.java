package io.diction.transcription.alignment;

import io.diction.identity.OrganizationId;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** Looks at transcripts before their recording is aligned, while somebody can still mend them. */
@Component
public class GivenTexts {
  /** Ten hours of speech with the times of subtitles have 1.5 MB. */
  public static final int MOST_BYTES = 2 << 20;

  /** A line may be the whole text: so are texts exported from here. */
  static final CorpusLimits LIMITS =
      new CorpusLimits(1, MOST_BYTES, 1, 1, MOST_BYTES, MOST_BYTES, 100_000, 20);

  private static final Set<String> EXTENSIONS = Set.of("txt", "vtt", "srt");

  private final Blobs blobs;

  GivenTexts(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * The name of an uploaded transcript, whose extension tells the format.
   *
   * @param sent as the browser says
   * @param readable what is left of it on a page, perhaps cut
   * @throws Invalid when it is a file of another kind
   */
  public String requireName(String sent, String readable) {
    String extension = sent.substring(sent.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!EXTENSIONS.contains(extension)) {
      throw new Invalid("transcription.refused.transcript-kind");
    }
    return readable.toLowerCase(Locale.ROOT).endsWith("." + extension)
        ? readable
        : "transcript." + extension;
  }

  /**
   * Whether it can be read and says something.
   *
   * @throws Invalid which names the line where it cannot
   */
  public void require(OrganizationId organization, GivenText text) throws IOException {
    boolean[] words = {false};
    List<CorpusFinding> findings =
        Transcripts.read(
            blobs.file(organization, text.sha256()),
            text.name(),
            LIMITS,
            piece -> words[0] |= piece.text().codePoints().anyMatch(Character::isLetterOrDigit));
    for (CorpusFinding finding : findings) {
      if (finding.isError()) {
        throw refusal(finding);
      }
    }
    if (!words[0]) {
      throw new Invalid("transcription.refused.no-transcript");
    }
  }

  private static Invalid refusal(CorpusFinding finding) {
    DefaultMessageSourceResolvable sentence =
        new DefaultMessageSourceResolvable(
            new String[] {"dataset.finding." + finding.code().name().toLowerCase(Locale.ROOT)},
            finding.arguments().toArray());
    return finding.line() == 0
        ? new Invalid("transcription.refused.transcript", sentence)
        : new Invalid("transcription.refused.transcript-line", finding.line(), sentence);
  }
}
