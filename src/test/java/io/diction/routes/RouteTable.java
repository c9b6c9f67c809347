package io.diction.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file {@code routes.txt}, which explains itself in its head.
 *
 * @param actors in the order of the columns
 * @param passing filters that answer no request by themselves
 * @param answering routes of the filters that do
 */
record RouteTable(
    List<String> actors, List<Row> rows, Set<String> passing, Map<String, List<String>> answering) {
  /** What an answer may be: a request that is wrong in itself would hide a missing right. */
  private static final Set<String> ANSWERS =
      Set.of("in", "code", "200", "201", "204", "206", "302", "303", "403", "404");

  /** Answers that mean that the caller was kept out. */
  private static final Set<String> REFUSALS = Set.of("in", "code", "403", "404");

  RouteTable {
    actors = List.copyOf(actors);
    rows = List.copyOf(rows);
    passing = Set.copyOf(passing);
    answering = Map.copyOf(answering);
  }

  /**
   * One row.
   *
   * @param method such as {@code GET} or {@code hx:GET}
   * @param scene what exists before the call
   * @param fresh whether each call changes its caller and needs one of its own
   * @param sends query, form or named body; {@code -} for none
   * @param expected answer to each actor
   */
  record Row(
      String method,
      String pattern,
      String scene,
      boolean fresh,
      String sends,
      List<String> expected,
      int line) {
    Row {
      expected = List.copyOf(expected);
    }

    String route() {
      return method + " " + pattern;
    }

    boolean isFragment() {
      return method.startsWith("hx:");
    }

    String httpMethod() {
      return isFragment() ? method.substring(3) : method;
    }

    boolean changesSomething() {
      return !Set.of("GET", "HEAD", "OPTIONS").contains(httpMethod());
    }

    /** As the file has it, with other answers. */
    String withAnswers(List<String> answers) {
      StringBuilder text =
          new StringBuilder(
              "%-8s %-50s %-14s %-20s"
                  .formatted(method, pattern, scene + (fresh ? "!" : ""), sends));
      answers.forEach(answer -> text.append(" %4s".formatted(answer)));
      return text.toString();
    }

    @Override
    public String toString() {
      return route() + (sends.equals("-") ? "" : " " + sends);
    }
  }

  static boolean isRefusal(String answer) {
    return REFUSALS.contains(answer);
  }

  static RouteTable read() {
    try (InputStream file = RouteTable.class.getResourceAsStream("/routes.txt")) {
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RouteTable parse(List<String> lines) {
    List<String> actors = List.of();
    List<Row> rows = new ArrayList<>();
    Set<String> passing = new HashSet<>();
    Map<String, List<String>> answering = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> words = Arrays.asList(line.split("\\s+"));
      switch (words.get(0)) {
        case "actors" -> actors = words.subList(1, words.size());
        case "passes" -> passing.addAll(words.subList(1, words.size()));
        case "answers" ->
            answering
                .computeIfAbsent(words.get(1), filter -> new ArrayList<>())
                .add(words.get(2) + " " + words.get(3));
        default -> rows.add(row(words, actors.size(), i + 1));
      }
    }
    return new RouteTable(actors, rows, passing, answering);
  }

  /** Who owes the second step is a stranger who is sent there instead of to sign-in. */
  private static String ofHalf(String ofNobody) {
    return ofNobody.equals("in") ? "code" : ofNobody;
  }

  private static Row row(List<String> words, int actors, int line) {
    if (words.size() < 4) {
      throw new IllegalArgumentException(
          "routes.txt line %d: method, pattern, scene, what is sent, then answers".formatted(line));
    }
    List<String> expected = new ArrayList<>(words.subList(4, words.size()));
    if (expected.size() == actors - 1) {
      expected.add(ofHalf(expected.get(0)));
    }
    if (expected.size() != actors || !ANSWERS.containsAll(expected)) {
      throw new IllegalArgumentException(
          "routes.txt line %d: needs %d answers out of %s, has %s"
              .formatted(line, actors, ANSWERS, expected));
    }
    String scene = words.get(2);
    boolean fresh = scene.endsWith("!");
    return new Row(
        words.get(0),
        words.get(1),
        fresh ? scene.substring(0, scene.length() - 1) : scene,
        fresh,
        words.get(3),
        expected,
        line);
  }
}
