package io.diction.transcription.correction;

import io.diction.speech.WordTiming;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody made of a passage.
 *
 * @param number in its session, from 1
 * @param passage its number
 * @param ofNumber the correction that was undone, done again or gone back before; null of a new one
 * @param userName as the person was called then
 * @param words after it
 * @param checked whether the words after it are a person's
 */
public record Correction(
    int number,
    int passage,
    Kind kind,
    @Nullable Integer ofNumber,
    UUID userId,
    String userName,
    OffsetDateTime madeAt,
    String before,
    String after,
    List<WordTiming> words,
    boolean checked) {
  /** What was done. */
  public enum Kind {
    EDIT,
    UNDO,
    REDO,
    RESTORE
  }

  public Correction {
    words = List.copyOf(words);
  }

  /** Whether it only says that the words are right; to undo that says nothing. */
  public boolean isConfirmation() {
    return kind == Kind.EDIT && before.equals(after);
  }
}
