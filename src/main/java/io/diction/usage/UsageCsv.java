package io.diction.usage;

import io.diction.usage.UsageLines.Line;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes use as RFC 4180 has it, a line for each day, organization and model. */
final class UsageCsv {
  private static final double MINUTE = 60;

  private final PrintWriter out;
  private final boolean namesUsers;

  UsageCsv(PrintWriter out, boolean namesUsers) {
    this.out = out;
    this.namesUsers = namesUsers;
    line(
        List.of(
            "day",
            "organization",
            "model",
            namesUsers ? "user" : "users",
            "sessions",
            "minutes_transcribed",
            "minutes_aligned",
            "organization_id",
            "model_id",
            "user_id"));
  }

  void write(Line line) {
    List<String> cells = new ArrayList<>();
    cells.add(line.day().toString());
    cells.add(line.organization().name());
    cells.add(line.model().name());
    cells.add(namesUsers ? line.user().name() : Long.toString(line.users()));
    cells.add(Long.toString(line.sessions()));
    cells.add(minutes(line.seconds()));
    cells.add(minutes(line.aligned()));
    cells.add(line.organization().id());
    cells.add(line.model().id());
    cells.add(line.user().id());
    line(cells);
  }

  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds / MINUTE);
  }

  private void line(List<String> cells) {
    out.print(cells.stream().map(UsageCsv::quoted).collect(Collectors.joining(",", "", "\r\n")));
  }

  /** A spreadsheet would run a cell that begins like a formula. */
  private static String quoted(String text) {
    String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
