package io.diction.speech.transcript;

import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Praat's long text format: tiers of intervals that fill the whole recording. */
final class TextGrid {
  /** Intervals shorter than this would be empty once written with four decimals. */
  private static final double SHORTEST_SECONDS = 0.0001;

  private TextGrid() {}

  static String write(Transcript transcript) {
    double end = transcript.durationSeconds();
    Tier words = new Tier("words");
    for (WordTiming word : transcript.hypothesis().words()) {
      words.add(word.startSeconds(), word.endSeconds(), word.word());
      end = Math.max(end, word.endSeconds());
    }
    Tier phones = new Tier("phones");
    for (PhoneTiming phone : transcript.phones()) {
      phones.add(phone.startSeconds(), phone.endSeconds(), phone.phone());
      end = Math.max(end, phone.endSeconds());
    }
    boolean aligned = !transcript.phones().isEmpty();
    Tier unplaced = new Tier("unplaced");
    if (transcript.unplaced() != null) {
      for (Transcript.Unplaced.Stretch stretch : transcript.unplaced().audio()) {
        unplaced.add(stretch.start(), stretch.end(), "not in the text");
        end = Math.max(end, stretch.end());
      }
    }
    List<Tier> tiers = new ArrayList<>(List.of(words));
    if (aligned) {
      tiers.add(phones);
    }
    if (unplaced.count > 0) {
      tiers.add(unplaced);
    }
    StringBuilder text = new StringBuilder();
    text.append("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    text.append("xmin = 0\nxmax = ").append(seconds(end)).append("\ntiers? <exists>\n");
    text.append("size = ").append(tiers.size()).append("\nitem []:\n");
    for (int i = 0; i < tiers.size(); i++) {
      tiers.get(i).write(i + 1, end, text);
    }
    return text.toString();
  }

  private static final class Tier {
    private final String name;
    private final StringBuilder intervals = new StringBuilder();
    private int count;
    private double at;

    private Tier(String name) {
      this.name = name;
    }

    private void add(double from, double to, String label) {
      double start = Math.max(from, at);
      if (to - start < SHORTEST_SECONDS) {
        return;
      }
      fillTo(start);
      append(start, to, label);
    }

    private void fillTo(double time) {
      if (time - at >= SHORTEST_SECONDS) {
        append(at, time, "");
      }
    }

    private void append(double from, double to, String label) {
      count++;
      intervals.append("        intervals [").append(count).append("]:\n");
      intervals.append("            xmin = ").append(seconds(from)).append('\n');
      intervals.append("            xmax = ").append(seconds(to)).append('\n');
      // A quotation mark is doubled; a line break would end the value for many readers.
      String quoted = label.replace("\"", "\"\"").replaceAll("[\\r\\n]", " ");
      intervals.append("            text = \"").append(quoted).append("\"\n");
      at = to;
    }

    private void write(int number, double end, StringBuilder text) {
      fillTo(end);
      text.append("    item [").append(number).append("]:\n");
      text.append("        class = \"IntervalTier\"\n        name = \"")
          .append(name)
          .append("\"\n");
      text.append("        xmin = 0\n        xmax = ").append(seconds(end)).append('\n');
      text.append("        intervals: size = ").append(count).append('\n').append(intervals);
    }
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
