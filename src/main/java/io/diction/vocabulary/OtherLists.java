package io.diction.vocabulary;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vocabularies as others write them: the table of Amazon Transcribe ({@code Phrase}, {@code
 * SoundsLike}, {@code IPA}, {@code DisplayAs}) and the {@code additional_vocab} of Speechmatics. Of
 * several ways to say a term the first is taken; IPA is not.
 */
final class OtherLists {
  private static final JsonMapper JSON = new JsonMapper();

  private OtherLists() {}

  /**
   * A term of such a list.
   *
   * @param said how it sounds in ordinary words; empty when not given
   */
  record Entry(int line, String term, String said) {}

  /** What is in it; empty where the text is none of these lists. */
  static Optional<List<Entry>> read(String text) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return json(text);
    }
    String first = text.lines().findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
    List<String> names = List.of(first.split("\t", -1)).stream().map(String::strip).toList();
    return names.contains("phrase") && names.size() > 1
        ? Optional.of(table(text, names))
        : Optional.empty();
  }

  private static List<Entry> table(String text, List<String> names) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      number++;
      if (number == 1 || line.isBlank()) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      String phrase = words(cell(cells, names.indexOf("phrase")));
      String shown = cell(cells, names.indexOf("displayas"));
      String said = words(cell(cells, names.indexOf("soundslike")));
      String term = shown.isEmpty() ? phrase : shown;
      boolean differs = !phrase.equalsIgnoreCase(term);
      entries.add(new Entry(number, term, said.isEmpty() && differs ? phrase : said));
    }
    return entries;
  }

  private static String cell(String[] cells, int at) {
    return at >= 0 && at < cells.length ? cells[at].strip() : "";
  }

  /** There, hyphens stand between words, and letters that are said one by one end in dots. */
  private static String words(String phrase) {
    return phrase.replace('-', ' ').replaceAll("\\.(?=\\p{L}\\.)", ". ").strip();
  }

  private static Optional<List<Entry>> json(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      JsonNode list =
          root.isArray()
              ? root
              : root.has("additional_vocab")
                  ? root.path("additional_vocab")
                  : root.path("transcription_config").path("additional_vocab");
      if (!list.isArray()) {
        return Optional.empty();
      }
      List<Entry> entries = new ArrayList<>();
      for (JsonNode one : list) {
        String term = one.isString() ? one.asString() : one.path("content").asString("");
        String said = one.path("sounds_like").path(0).asString("");
        entries.add(new Entry(entries.size() + 1, term, said));
      }
      return Optional.of(entries);
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }
}
