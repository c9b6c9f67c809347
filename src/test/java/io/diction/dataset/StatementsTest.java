package io.diction.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rights are checked by whoever asks; that nothing of others is found must not rest on it alone.
 */
class StatementsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/diction/dataset");

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);

  private static final Pattern STATEMENT =
      Pattern.compile(
          "^\\s*(with|select|insert\\s+into|update|delete\\s+from)\\s.*", Pattern.DOTALL);

  private static final Pattern OWNED =
      Pattern.compile(
          "\\b(from|join|into|update)\\s+"
              + "(dataset|dataset_[a-z]+|model_dataset|clip_edit|clip_edit_part|scored_clip"
              + "|paired_text|partial_upload|taken_upload|promised_room|contribution)\\b");

  private static final Pattern NAMED = Pattern.compile(":owned\\b|:organization\\b");

  private static final Pattern BY_ID = Pattern.compile(":dataset\\b");

  /** Work for all organizations alike, by file: how each such statement begins. */
  private static final Map<String, List<String>> FOR_ALL =
      Map.of(
          "ClipRows.java", List.of("select id from dataset where id in (:datasets)"),
          "FileReferences.java", List.of("select d.organization_id, f.sha256, d.name as dataset"),
          "ContributionRows.java",
              List.of("select organization_id, sha256, name", "select c.id, c.model_id"),
          "ContributionNames.java", List.of("select j.id, c.name as name"),
          "DatasetSubjects.java", List.of("select j.id, d.name, coalesce"),
          "PairRows.java", List.of("select distinct d.id, d.organization_id"),
          "PartialRows.java",
              List.of(
                  "select o.id from organization o",
                  "select p.id from partial_upload p join custom_model m",
                  "select id from partial_upload",
                  "select organization_id, size_bytes from partial_upload",
                  "delete from partial_upload"),
          "TakenRows.java", List.of("delete from taken_upload where taken_at"));

  private record Statement(String file, String sql) {}

  private static List<Statement> statements() throws IOException {
    List<Statement> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
        Matcher text =
            TEXT.matcher(Files.readString(file).replaceAll("(?m)^\\s*(//|\\*|/\\*).*$", ""));
        while (text.find()) {
          String raw = text.group(1) == null ? text.group(2) : text.group(1);
          String sql = raw.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
          if (STATEMENT.matcher(sql).matches() && OWNED.matcher(sql).find()) {
            found.add(new Statement(file.getFileName().toString(), sql));
          }
        }
      }
    }
    return found;
  }

  private static boolean isForAll(Statement statement) {
    return FOR_ALL.getOrDefault(statement.file(), List.of()).stream()
        .anyMatch(statement.sql()::startsWith);
  }

  @Test
  void eachNamesTheOrganization() throws IOException {
    List<Statement> all = statements();

    assertThat(all).hasSizeGreaterThan(150);
    assertThat(all)
        .filteredOn(statement -> !isForAll(statement))
        .allMatch(statement -> NAMED.matcher(statement.sql()).find());

    assertThat(all)
        .as("an id alone opens nothing")
        .noneMatch(
            statement ->
                BY_ID.matcher(statement.sql()).find()
                    && !statement.sql().contains(":organization"));
  }
}
