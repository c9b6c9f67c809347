package io.diction.speech.corpus;

import io.diction.speech.text.LineCheck;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Tells what is odd in lines that are used all the same. */
final class LineFindings {
  private static final JsonMapper JSON = new JsonMapper();

  private LineFindings() {}

  /**
   * About words that somebody says.
   *
   * @param line as it stands in the file
   * @param words a part of it, or what it means
   */
  static void add(Findings findings, String file, int number, String line, String words) {
    for (LineCheck.Found found : LineCheck.of(words)) {
      int at = line.indexOf(words);
      int before = at < 0 ? 0 : line.codePointCount(0, at);
      int column = at < 0 || found.column() == 0 ? 0 : before + found.column();
      FindingCode code = FindingCode.valueOf(found.rule().name());
      findings.add(CorpusFinding.of(code, file, number, column, found.what()));
    }
  }

  /**
   * Fields that an object names twice: which of the two is meant nobody knows.
   *
   * @return whether there are any
   */
  static boolean addTwins(Findings findings, String file, int number, String object) {
    Set<String> seen = new TreeSet<>();
    try (JsonParser parser = JSON.createParser(object)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.PROPERTY_NAME && depth == 1) {
          String name = parser.currentName();
          if (!seen.add(name)) {
            int column = Math.max(0, parser.currentTokenLocation().getColumnNr());
            findings.add(CorpusFinding.of(FindingCode.DUPLICATE_KEY, file, number, column, name));
            return true;
          }
        }
      }
    } catch (JacksonException broken) {
      // Whoever reads the object says so.
      return false;
    }
    return false;
  }
}
