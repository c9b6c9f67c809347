package io.diction.dataset.change;

import io.diction.speech.corpus.FileKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a line people read and write: the text of a manifest's object or of a table's row, else
 * all of it.
 *
 * @param recording that it names, empty where it names none
 * @param startSeconds of the part that it is about, 0 when it is about all of it
 * @param endSeconds null: to the end
 */
public record LineText(
    String text,
    String recording,
    double startSeconds,
    @Nullable Double endSeconds,
    String before,
    @Nullable ObjectNode object) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CELL = Pattern.compile("[,;]");
  private static final Pattern ROW = Pattern.compile("([^\\t]+\\t)(.*)");
  private static final Pattern ID = Pattern.compile("(\\S+ )(.*)");
  private static final Pattern TIMES =
      Pattern.compile("(?:(\\d+):)?(\\d{1,2}):(\\d{2})[.,](\\d{1,3})\\s*-->.*");

  public static LineText of(String file, String line) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl")) {
      return ofObject(line);
    }
    Matcher row = ROW.matcher(line);
    if (row.matches()) {
      return new LineText(row.group(2), row.group(1).strip(), 0, null, row.group(1), null);
    }
    Matcher id = ID.matcher(line);
    boolean kaldi = name.equals("text") || name.endsWith("/text");
    if ((name.endsWith(".trans.txt") || kaldi) && id.matches()) {
      return new LineText(id.group(2), id.group(1).strip(), 0, null, id.group(1), null);
    }
    return whole(line);
  }

  private static LineText whole(String line) {
    return new LineText(line, "", start(line), null, "", null);
  }

  /** Of a line of times, in seconds. */
  public static double start(String line) {
    Matcher times = TIMES.matcher(line.strip());
    if (!times.matches()) {
      return 0;
    }
    int hours = times.group(1) == null ? 0 : Integer.parseInt(times.group(1));
    return hours * 3600.0
        + Integer.parseInt(times.group(2)) * 60
        + Integer.parseInt(times.group(3))
        + Double.parseDouble("0." + times.group(4));
  }

  private static LineText ofObject(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode object && object.path("text").isString()) {
        double start = object.path("offset").asDouble(0);
        double duration = object.path("duration").asDouble(0);
        return new LineText(
            object.path("text").asString(),
            object.path("audio_filepath").asString(""),
            start,
            duration > 0 ? start + duration : null,
            "",
            object);
      }
    } catch (JacksonException noObject) {
      return whole(line);
    }
    return whole(line);
  }

  /** Whether the text is what is said alone, not cells of a row with names among them. */
  boolean isWords(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return false;
    }
    boolean table = object == null && (name.endsWith(".txt") || name.endsWith(".tsv"));
    return !table
        || (text.indexOf('\t') < 0
            && text.indexOf('|') < 0
            && CELL.splitAsStream(text).noneMatch(LineText::isRecording));
  }

  private static boolean isRecording(String cell) {
    String name = cell.strip();
    return name.indexOf(' ') < 0 && FileKind.ofName(name) == FileKind.AUDIO;
  }

  /** The line with another text. */
  public String with(String other) {
    if (object != null) {
      return JSON.writeValueAsString(object.deepCopy().put("text", other));
    }
    return before + other;
  }
}
