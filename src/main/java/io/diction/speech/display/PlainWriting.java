package io.diction.speech.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A language of which nothing is known: no number is written in digits. */
final class PlainWriting implements WrittenLanguage {
  @Override
  public List<Span> written(List<String> words, int from) {
    return List.of();
  }

  @Override
  public boolean isQuestion(List<String> words, int from, int to) {
    return false;
  }

  @Override
  public boolean beginsClause(String word) {
    return false;
  }

  @Override
  public boolean beginsContrast(String word) {
    return false;
  }

  @Override
  public boolean introduces(String word) {
    return false;
  }

  @Override
  public boolean needsMore(String word) {
    return false;
  }

  @Override
  public @Nullable String cased(String word) {
    return null;
  }

  @Override
  public @Nullable String title(String word, boolean beforeName) {
    return null;
  }
}
