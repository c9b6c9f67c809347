package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Text files without recordings, each taken for what it brings: sentences, structured text with
 * pronunciations, spoken forms, or rules of display. Not for several threads.
 *
 * <pre>{@code
 * UserTexts texts = new UserTexts();
 * texts.add(Path.of("menu.md"), "menu.md");
 * new TrainingData(utterances, texts.sentences(), terms, texts.spokenForms(), texts.displayRules());
 * }</pre>
 */
public final class UserTexts {
  private final List<Text> sentences = new ArrayList<>();
  private final List<SpokenForm> spokenForms = new ArrayList<>();
  private final List<String> displayRules = new ArrayList<>();

  /**
   * Takes a file in; its sentences are read when they are needed, the rest at once. Lines that are
   * wrong are left out: they were findings when the file was checked.
   *
   * @param name as its owner knows it, for messages; its extension decides the format
   * @return what it is; notes bring nothing
   * @throws FormatException naming the first pronunciation in structured text that is wrong
   */
  public Content add(Path file, String name) throws IOException {
    Content content = Transcripts.content(file, name, CorpusLimits.DEFAULT);
    switch (content) {
      case SENTENCES -> sentences.add(text(file, name));
      case STRUCTURED -> {
        sentences.add(text(file, name));
        spokenForms.addAll(TermLists.phoneticLexicon(file, name));
      }
      case SPOKEN_FORMS -> spokenForms.addAll(TermLists.rightSpokenForms(file, name));
      case DISPLAY_RULES -> {
        var unused = Transcripts.lines(file, name, CorpusLimits.DEFAULT, displayRules::add);
      }
      case NOTES -> {}
    }
    return content;
  }

  private static Text text(Path file, String name) {
    return new Text(
        name,
        lines -> {
          var unused =
              Transcripts.sentences(
                  file, name, CorpusLimits.DEFAULT, piece -> lines.accept(piece.text()));
        });
  }

  /** In the order in which the files were added. */
  public List<Text> sentences() {
    return List.copyOf(sentences);
  }

  /** In the order in which the files were added. */
  public List<SpokenForm> spokenForms() {
    return List.copyOf(spokenForms);
  }

  /** Lines of all files with rules, one file after the other. */
  public List<String> displayRules() {
    return List.copyOf(displayRules);
  }
}
