package io.diction.administration.installation;

import io.diction.audit.AuditEntry;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes entries of the audit log as RFC 4180 has it. */
final class AuditCsv {
  private final PrintWriter out;

  AuditCsv(PrintWriter out) {
    this.out = out;
    line(
        Stream.of(
            "at",
            "organization",
            "actor",
            "actor_role",
            "action",
            "object_type",
            "object_id",
            "object",
            "detail"));
  }

  void write(AuditEntry entry) {
    line(
        Stream.of(
            entry.at().toString(),
            entry.organization().toString(),
            entry.actorName(),
            Objects.toString(entry.actorRole(), ""),
            entry.action(),
            entry.objectType(),
            entry.objectId().toString(),
            entry.objectName(),
            entry.detail()));
  }

  /** Not when the reader has left. */
  boolean isWanted() {
    return !out.checkError();
  }

  private void line(Stream<String> cells) {
    out.print(cells.map(AuditCsv::quoted).collect(Collectors.joining(",", "", "\r\n")));
  }

  /** A spreadsheet would run a cell that begins like a formula. */
  private static String quoted(String text) {
    String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
