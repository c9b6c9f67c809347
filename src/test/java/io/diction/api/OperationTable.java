package io.diction.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The file {@code operations.txt}, which explains itself in its head. */
final class OperationTable {
  /** In the order of the columns. */
  static final List<String> PROGRAMS = List.of("stranger", "revoked", "user", "orgadmin", "other");

  private static final Map<String, Operation> BY_NAME = byName();

  private OperationTable() {}

  /**
   * A line of it.
   *
   * @param statuses none for an operation that is missing
   */
  record Row(Operation operation, String scene, String sends, List<Integer> statuses) {
    Row {
      statuses = List.copyOf(statuses);
    }

    boolean isMissing() {
      return statuses.isEmpty();
    }

    @Override
    public String toString() {
      return operation.published();
    }
  }

  static List<Row> read() {
    try (InputStream file = OperationTable.class.getResourceAsStream("/operations.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(OperationTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    List<String> words = Arrays.asList(line.split("\\s+"));
    Operation operation = BY_NAME.get(words.get(0));
    if (operation == null) {
      throw new IllegalArgumentException("operations.txt: no operation is called " + words.get(0));
    }
    if (words.size() == 2 && words.get(1).equals("missing")) {
      return new Row(operation, "-", "-", List.of());
    }
    if (words.size() != 3 + PROGRAMS.size()) {
      throw new IllegalArgumentException("operations.txt: " + line + " is for " + PROGRAMS);
    }
    return new Row(
        operation,
        words.get(1),
        words.get(2),
        words.stream().skip(3).map(Integer::valueOf).toList());
  }

  private static Map<String, Operation> byName() {
    Map<String, Operation> names = new LinkedHashMap<>();
    Stream.of(Operation.values()).forEach(each -> names.put(each.published(), each));
    return names;
  }
}
