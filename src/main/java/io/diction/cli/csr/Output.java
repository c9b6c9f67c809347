package io.diction.cli.csr;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How answers are printed. */
final class Output {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "%-36s  %-10s  %-6s  %s%n";

  private final List<String> form;
  private final PrintWriter out;
  private final PrintWriter err;

  Output(List<String> form, PrintWriter out, PrintWriter err) {
    this.form = List.copyOf(form);
    this.out = out;
    this.err = err;
  }

  void print(JsonNode body) throws IOException {
    String text =
        switch (form.get(0)) {
          case "url" -> body.path("self").asString("");
          case "table" -> table(body);
          case "json" -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
          default -> throw new IOException("--output is json, table or url.");
        };
    if (form.size() > 1) {
      Files.writeString(Path.of(form.get(1).replaceFirst("^@", "")), text + "\n");
    } else {
      out.println(text);
    }
  }

  /** One line for each, under a line of headings. */
  private static String table(JsonNode body) {
    StringBuilder lines = new StringBuilder(ROW.formatted("Id", "Status", "Locale", "Name"));
    for (JsonNode row :
        body.has("values") ? body.path("values") : JSON.createArrayNode().add(body)) {
      String self = row.path("self").asString("");
      lines.append(
          ROW.formatted(
              self.substring(self.lastIndexOf('/') + 1),
              row.path("status").asString(""),
              row.path("locale").asString(""),
              row.path("displayName").asString("")));
    }
    return lines.toString().stripTrailing();
  }

  /** A result that is no answer. */
  void say(String line) {
    out.println(line);
  }

  /** Progress, which is not part of the result. */
  void tell(String line) {
    err.println(line);
    err.flush();
  }
}
