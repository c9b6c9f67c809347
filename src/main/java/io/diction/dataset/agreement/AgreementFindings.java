package io.diction.dataset.agreement;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetType;
import io.diction.dataset.finding.Finding;
import io.diction.speech.align.Agreement;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What listening tells, as lines of the report. All of it are warnings: a training copes. */
final class AgreementFindings {
  private static final String DIFFERS = "transcript_differs";
  private static final String UNSAID = "words_not_said";
  private static final String UNWRITTEN = "speech_not_written";
  private static final String NO_PLACE = "text_without_place";
  private static final String LANGUAGE = "language_differs";
  private static final String BEYOND_END = "cue_beyond_end";
  static final List<String> RULES =
      List.of(DIFFERS, UNSAID, UNWRITTEN, NO_PLACE, LANGUAGE, BEYOND_END);

  private static final int WORDS_SHOWN = 8;

  private AgreementFindings() {}

  static List<Finding> of(Dataset dataset, List<ComparedClip> clips) {
    return of(clips, clip -> dataset.type() == DatasetType.MANIFEST ? clip.file() : dataset.name());
  }

  /**
   * @param files which file is told of a clip
   */
  static List<Finding> of(List<ComparedClip> clips, Function<ComparedClip, String> files) {
    List<Finding> findings = new ArrayList<>();
    for (ComparedClip clip : clips) {
      String file = files.apply(clip);
      switch (clip.state()) {
        case DIFFERS -> findings.add(clip.isPlayable() ? differs(clip, file) : noPlace(clip, file));
        case PARTLY ->
            findings.add(warning(UNSAID, file, time(clip.startMs()), beginning(unsaid(clip))));
        case UNWRITTEN ->
            findings.add(
                warning(
                    UNWRITTEN,
                    file,
                    time(clip.startMs()),
                    String.format(Locale.ROOT, "%.1f", clip.unwrittenMs() / 1000.0)));
        case UNHEARD, FINE -> {}
      }
    }
    return findings;
  }

  static Finding language(Dataset dataset, String language, String expected) {
    return language(dataset.name(), language, expected);
  }

  static Finding language(String name, String language, String expected) {
    return warning(LANGUAGE, name, language, expected);
  }

  static Finding beyondEnd(Dataset dataset, int cues, long firstMs, long lengthMs) {
    return warning(BEYOND_END, dataset.name(), String.valueOf(cues), time(firstMs), time(lengthMs));
  }

  private static Finding differs(ComparedClip clip, String file) {
    return warning(
        DIFFERS,
        file,
        time(clip.startMs()),
        String.valueOf(Math.round(100 * clip.wordShare())),
        beginning(List.of(clip.spoken().split(" "))));
  }

  private static Finding noPlace(ComparedClip clip, String file) {
    List<String> words = List.of(clip.spoken().split(" "));
    return warning(
        NO_PLACE, file, String.valueOf(words.size()), beginning(words), time(clip.startMs()));
  }

  private static Finding warning(String rule, String file, Object... arguments) {
    return Finding.warning(ErrorCode.VALIDATION_FAILED, rule, file, arguments);
  }

  private static List<String> unsaid(ComparedClip clip) {
    String[] words = clip.spoken().split(" ");
    List<String> unsaid = new ArrayList<>();
    for (int i = 0; i < Math.min(words.length, clip.heard().size()); i++) {
      if (!Agreement.isSaid(clip.heard().get(i))) {
        unsaid.add(words[i]);
      }
    }
    return unsaid;
  }

  private static String beginning(List<String> words) {
    String shown = String.join(" ", words.subList(0, Math.min(WORDS_SHOWN, words.size())));
    return words.size() > WORDS_SHOWN ? shown + " …" : shown;
  }

  private static String time(long ms) {
    return String.format(Locale.ROOT, "%d:%04.1f", ms / 60_000, ms % 60_000 / 1000.0);
  }
}
