package io.diction.dataset.report;

import io.diction.dataset.change.LineText;
import io.diction.speech.corpus.TextEdit;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text the words of a clip are.
 *
 * @param first line of what goes with them: the times of a cue
 * @param line on which they begin
 * @param last line of them
 * @param isWhole whether the text says nothing else
 * @param with the first line with other words in it
 */
record ClipPlace(
    String file, int first, int line, int last, boolean isWhole, UnaryOperator<String> with) {
  private static final String ARROW = "-->";

  /** How far the times of a clip may be from those of a line: they are rounded. */
  private static final long NEAR_MS = 20;

  /** The lines with other words. */
  TextEdit.Edit saying(String words) {
    return (number, text) -> {
      if (number == line) {
        return List.of(with.apply(words));
      }
      return number > line && number <= last ? List.of() : null;
    };
  }

  /** The lines without them. */
  TextEdit.Edit removed() {
    return (number, text) -> number >= first && number <= last ? List.of() : null;
  }

  /** Finds the words of a clip, line by line. */
  static final class Search {
    private final String file;
    private final ClipLines.Clip clip;
    private final boolean isOwn;
    private final String words;
    private final String base;
    private @Nullable ClipPlace found;
    private boolean hasTimes;
    private int cue;
    private int firstText;
    private int lastText;

    /**
     * @param isOwn whether the text is about this recording alone
     */
    Search(String file, ClipLines.Clip clip, boolean isOwn) {
      this.file = file;
      this.clip = clip;
      this.isOwn = isOwn;
      words = squashed(clip.words());
      String name = clip.recording().substring(clip.recording().lastIndexOf('/') + 1);
      base = ClipLines.base(name).toLowerCase(Locale.ROOT);
    }

    void line(int number, String text) {
      if (text.contains(ARROW)) {
        hasTimes = true;
        endCue();
        cue = isAt(LineText.start(text)) ? number : 0;
      } else if (cue > 0 && text.isBlank()) {
        endCue();
      } else if (!text.isBlank()) {
        firstText = firstText == 0 || firstText < cue ? number : firstText;
        lastText = number;
        if (found == null && !hasTimes) {
          found = row(number, text);
        }
      }
    }

    @Nullable ClipPlace end() {
      endCue();
      if (found == null && isOwn && !hasTimes && lastText > 0) {
        found = new ClipPlace(file, 1, firstText, lastText, true, other -> other);
      }
      return found;
    }

    private void endCue() {
      if (cue > 0 && firstText > cue && found == null && isOwn) {
        found = new ClipPlace(file, cue, firstText, lastText, false, other -> other);
      }
      cue = 0;
    }

    private boolean isAt(double startSeconds) {
      return Math.abs(Math.round(1000 * startSeconds) - clip.startMs()) <= NEAR_MS;
    }

    /** A row of a table or an object of a manifest that names the recording. */
    private @Nullable ClipPlace row(int number, String text) {
      LineText parts = LineText.of(file, text);
      if (!parts.recording().isEmpty()) {
        boolean same =
            squashed(parts.text()).equals(words)
                && parts.recording().toLowerCase(Locale.ROOT).contains(base)
                && isAt(parts.startSeconds());
        return same ? place(number, parts::with) : null;
      }
      String line = text.stripTrailing();
      int at = line.length() - clip.words().length();
      boolean same =
          at > 0
              && line.endsWith(clip.words())
              && line.substring(0, at).toLowerCase(Locale.ROOT).contains(base);
      String before = same ? line.substring(0, at) : "";
      return same ? place(number, other -> before + other) : null;
    }

    private ClipPlace place(int number, UnaryOperator<String> with) {
      return new ClipPlace(file, number, number, number, false, with);
    }

    private static String squashed(String text) {
      return text.strip().replaceAll("\\s+", " ");
    }
  }
}
