package io.diction.dataset.change;

import io.diction.speech.corpus.TextEdit;
import io.diction.speech.text.LineCheck;
import io.diction.speech.text.LineCheck.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one click mends, by what was found. */
public enum Fix {
  /** Takes out characters that no text may have. */
  STRIP {
    @Override
    @Nullable List<String> apply(String text) {
      StringBuilder clean = new StringBuilder();
      text.codePoints().filter(c -> !TextEdit.isIllegal(c)).forEach(clean::appendCodePoint);
      return clean.length() == text.length() ? null : List.of(clean.toString());
    }
  },
  /** Writes the line anew, which is in UTF-8 then. */
  TO_UTF8 {
    @Override
    @Nullable List<String> apply(String text) {
      return List.of(text);
    }
  },
  ADD_HEAD {
    @Override
    @Nullable List<String> apply(String text) {
      return text.startsWith("WEBVTT") ? null : List.of("WEBVTT", "", text);
    }
  },
  SWAP_TIMES {
    @Override
    @Nullable List<String> apply(String text) {
      Matcher times = TIMES.matcher(text);
      return times.matches()
          ? List.of(times.group(2) + " --> " + times.group(1) + times.group(3))
          : null;
    }
  },
  WRITE_TIMES {
    @Override
    @Nullable List<String> apply(String text) {
      Matcher times = LOOSE_TIMES.matcher(text);
      return times.matches() ? List.of(time(times, 1) + " --> " + time(times, 5)) : null;
    }
  },
  REMOVE_LINE {
    @Override
    @Nullable List<String> apply(String text) {
      return List.of();
    }
  },
  /** Takes out the line of times and the number or name before it. */
  REMOVE_CUE {
    @Override
    @Nullable List<String> apply(String text) {
      return List.of();
    }
  },
  /** Takes out the lines from this one to the next that is empty. */
  REMOVE_BLOCK {
    @Override
    @Nullable List<String> apply(String text) {
      return List.of();
    }
  },
  PUT_TAB {
    @Override
    @Nullable List<String> apply(String text) {
      Matcher row = NAMED.matcher(text);
      return row.matches() ? List.of(row.group(1) + "\t" + row.group(2)) : null;
    }
  },
  STRIP_UNSEEN(true) {
    @Override
    @Nullable List<String> apply(String text) {
      return mended(Rule.INVISIBLE_CHARACTER, text);
    }
  },
  STRIP_EMOJI(true) {
    @Override
    @Nullable List<String> apply(String text) {
      return mended(Rule.EMOJI, text);
    }
  },
  TO_LATIN(true) {
    @Override
    @Nullable List<String> apply(String text) {
      return mended(Rule.MIXED_SCRIPTS, text);
    }
  },
  FEWER_MARKS(true) {
    @Override
    @Nullable List<String> apply(String text) {
      return mended(Rule.REPEATED_MARKS, text);
    }
  },
  ONCE(true) {
    @Override
    @Nullable List<String> apply(String text) {
      return mended(Rule.STUTTER, text);
    }
  },
  /** Takes out the second of two fields that say the same. */
  ONE_FIELD {
    @Override
    @Nullable List<String> apply(String text) {
      return withoutTwins(text);
    }
  },
  SPLIT {
    @Override
    @Nullable List<String> apply(String text) {
      if (text.indexOf('\t') >= 0) {
        return null;
      }
      List<String> parts = new ArrayList<>();
      String left = text;
      while (left.length() > LONGEST) {
        int cut = cut(left);
        parts.add(left.substring(0, cut).strip());
        left = left.substring(cut).strip();
      }
      parts.add(left);
      return parts.size() == 1 ? null : parts;
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  /** A line to read and to say in one breath; far below what is refused. */
  private static final int LONGEST = 1_000;

  private static final String TIME = "(?:\\d{1,3}:)?\\d{1,2}:\\d{2}[.,]\\d{1,6}";
  private static final Pattern TIMES =
      Pattern.compile("\\s*(" + TIME + ")\\s*-->\\s*(" + TIME + ")(.*)");
  private static final String LOOSE = "(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{1,2})(?:[.,:;](\\d{1,3}))?";
  private static final Pattern LOOSE_TIMES =
      Pattern.compile("\\s*+" + LOOSE + "(?:\\s*+(?:-{1,3}>|[-–—])\\s*+|\\s++)" + LOOSE + "\\s*+");
  private static final Pattern NAMED =
      Pattern.compile("(\\S+\\.(?:wav|flac|mp3|m4a|mp4|ogg|opus|aac|w64|mov))[ ;,|]+(.+)");

  private static final String MARK_RULE = "byte_order_mark";
  private static final String MARK = "\uFEFF";

  private static final Map<String, Fix> BY_RULE =
      Map.ofEntries(
          Map.entry("illegal_character", STRIP),
          Map.entry("invalid_encoding", TO_UTF8),
          Map.entry("encoding_guessed", TO_UTF8),
          Map.entry("not_webvtt", ADD_HEAD),
          Map.entry("cue_ends_before_start", SWAP_TIMES),
          Map.entry("bad_cue_times", WRITE_TIMES),
          Map.entry("empty_cue", REMOVE_CUE),
          Map.entry("empty_text", REMOVE_LINE),
          Map.entry("duplicate_entry", REMOVE_LINE),
          Map.entry("missing_audio", REMOVE_LINE),
          Map.entry("missing_field", REMOVE_LINE),
          Map.entry("bad_json", REMOVE_LINE),
          Map.entry("bad_field", REMOVE_LINE),
          Map.entry("bad_structure", REMOVE_LINE),
          Map.entry("display_rule", REMOVE_LINE),
          Map.entry("spoken_form", REMOVE_LINE),
          Map.entry("cue_without_times", REMOVE_BLOCK),
          Map.entry("no_tab", PUT_TAB),
          Map.entry("line_too_long", SPLIT),
          Map.entry("long_line", SPLIT),
          Map.entry(MARK_RULE, STRIP_UNSEEN),
          Map.entry("bidi_control", STRIP_UNSEEN),
          Map.entry("invisible_character", STRIP_UNSEEN),
          Map.entry("emoji", STRIP_EMOJI),
          Map.entry("mixed_scripts", TO_LATIN),
          Map.entry("repeated_marks", FEWER_MARKS),
          Map.entry("stutter", ONCE),
          Map.entry("duplicate_key", ONE_FIELD));

  /** Whether it is about what is said, and not about names that stand on the same line. */
  private final boolean isAboutWords;

  Fix() {
    this(false);
  }

  Fix(boolean isAboutWords) {
    this.isAboutWords = isAboutWords;
  }

  /** What mends findings of a rule in a file: half of a row or of an object is none. */
  public static Optional<Fix> of(String rule, String file) {
    String name = file.toLowerCase(Locale.ROOT);
    boolean isPlain = name.endsWith(".txt");
    boolean hasCells = name.endsWith(".csv");
    return Optional.ofNullable(BY_RULE.get(rule))
        .filter(fix -> fix != SPLIT || isPlain)
        .filter(fix -> !fix.isAboutWords || !hasCells || rule.equals(MARK_RULE));
  }

  /** The line that stands in place of this one; null where it cannot be mended. */
  abstract @Nullable List<String> apply(String text);

  public String messageKey() {
    return "dataset.fix." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Mends lines of one text.
   *
   * @param file its name, which tells how its lines are made
   * @param lines that were found; with 0 among them it is the whole file
   */
  public TextEdit.Edit edit(String file, Set<Integer> lines) {
    boolean all = lines.contains(0);
    if (this == REMOVE_BLOCK) {
      boolean[] removing = {false};
      return (number, text) -> {
        removing[0] = !text.isBlank() && (removing[0] || lines.contains(number));
        return removing[0] ? List.of() : null;
      };
    }
    return (number, text) -> {
      if (all || lines.contains(number)) {
        return isAboutWords ? words(file, text) : apply(text);
      }
      boolean nameOfCue = this == REMOVE_CUE && lines.contains(number + 1) && !text.isBlank();
      return nameOfCue ? List.of() : null;
    };
  }

  private @Nullable List<String> words(String file, String text) {
    // Names too are read without these marks, so they go wherever they stand.
    String unmarked = this == STRIP_UNSEEN ? text.replace(MARK, "") : text;
    LineText line = LineText.of(file, unmarked);
    List<String> mended = line.isWords(file) ? apply(line.text()) : null;
    if (mended != null) {
      return List.of(line.with(mended.get(0)));
    }
    return unmarked.equals(text) ? null : List.of(unmarked);
  }

  private static @Nullable List<String> mended(Rule rule, String text) {
    return LineCheck.mend(rule, text).map(List::of).orElse(null);
  }

  private static @Nullable List<String> withoutTwins(String text) {
    ObjectNode object = JSON.createObjectNode();
    boolean twins = false;
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        JsonNode value = parser.readValueAsTree();
        JsonNode before = object.get(name);
        if (before != null && !before.equals(value)) {
          return null;
        }
        twins |= before != null;
        object.set(name, value);
      }
      if (parser.nextToken() != null) {
        return null;
      }
    } catch (JacksonException broken) {
      return null;
    }
    return twins ? List.of(JSON.writeValueAsString(object)) : null;
  }

  private static int cut(String text) {
    int sentence = -1;
    for (int i = LONGEST / 2; i < LONGEST; i++) {
      boolean ends = ".!?".indexOf(text.charAt(i)) >= 0 && text.charAt(i + 1) == ' ';
      sentence = ends ? i + 1 : sentence;
    }
    int space = text.lastIndexOf(' ', LONGEST);
    int cut = sentence > 0 ? sentence : space > 0 ? space : LONGEST;
    return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
  }

  private static String time(Matcher times, int group) {
    int hours = times.group(group) == null ? 0 : Integer.parseInt(times.group(group));
    String part = times.group(group + 3) == null ? "000" : (times.group(group + 3) + "00");
    return "%02d:%02d:%02d.%s"
        .formatted(
            hours,
            Integer.parseInt(times.group(group + 1)),
            Integer.parseInt(times.group(group + 2)),
            part.substring(0, 3));
  }
}
