package io.diction.speech.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a language and needs no code: names of months, units, currencies, abbreviations.
 * Read from a resource of this product: lines {@code [section]}, rows of tab-separated fields,
 * comments behind {@code #} and a space. Immutable.
 */
public final class LanguageTables {
  private final Map<String, List<List<String>>> sections;

  private LanguageTables(Map<String, List<List<String>>> sections) {
    this.sections = sections;
  }

  /**
   * Reads a resource that lies beside a class.
   *
   * @throws IllegalStateException when it is absent or has a row before the first section
   */
  public static LanguageTables read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LanguageTables parse(BufferedReader in, String resource) throws IOException {
    Map<String, List<List<String>>> sections = new LinkedHashMap<>();
    List<List<String>> section = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isBlank() || line.startsWith("# ")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), section);
      } else {
        required(section, resource).add(List.of(line.split("\t")));
      }
    }
    return new LanguageTables(sections);
  }

  private static <T> T required(@Nullable T section, String resource) {
    if (section == null) {
      throw new IllegalStateException(resource + " has a row before its first section");
    }
    return section;
  }

  /** All rows of a section in their order; none where the language has no such section. */
  public List<List<String>> rows(String section) {
    return sections.getOrDefault(section, List.of());
  }

  /** The first fields of a section. */
  public List<String> list(String section) {
    return rows(section).stream().map(row -> row.get(0)).toList();
  }

  public Set<String> set(String section) {
    return Set.copyOf(list(section));
  }

  /**
   * First field to second, in the order of the rows; of equal first fields the first row counts.
   */
  public Map<String, String> map(String section) {
    return rows(section).stream()
        .collect(
            Collectors.toMap(
                row -> row.get(0), row -> row.get(1), (first, later) -> first, LinkedHashMap::new));
  }
}
