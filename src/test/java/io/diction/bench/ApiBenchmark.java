package io.diction.bench;

import io.diction.bench.PortalData.Data;
import io.diction.bench.PortalLoad.Address;
import io.diction.bench.PortalLoad.Result;
import io.diction.testing.DictionProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long programs wait for answers of the REST API with much data (see {@link PortalData}): each
 * kind of read by 16 clients that ask again at once, then all of them mixed, 200 in a second. The
 * packaged jar serves in a process of its own; the limit of requests is raised.
 */
final class ApiBenchmark {
  private static final int CLIENTS = 16;
  private static final int PROJECTS = 60;
  private static final int SINGLE = 60;

  /** With the time of an answer 200 requests a second of all clients. */
  private static final int PAUSE_MS = 76;

  private static final int WARM_UP_MS = 60_000;
  private static final String BASE = "/speechtotext/v3.2";

  private final Path results;
  private final List<String> lines = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.shared();

  ApiBenchmark(Path results) {
    this.results = results;
  }

  private record Question(String name, List<String> paths) {
    List<Address> addresses() {
      return paths.stream().map(path -> new Address(path, false)).toList();
    }
  }

  void run() throws IOException, SQLException, InterruptedException, ExecutionException {
    Path folder = results.toAbsolutePath().resolve("portal").resolve("data");
    Data data = new PortalData(Files.createDirectories(folder)).filled();
    try (DictionProcess server =
        DictionProcess.serve(
            folder,
            "--spring.profiles.active=live",
            "--diction.jobs.here=false",
            "--diction.api.rate-limit=100000000")) {
      List<Question> questions = questions(server.port(), data.key());
      List<PortalClient> programs =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> PortalClient.program(server.port(), data.key()))
              .toList();
      List<Address> mixed = new ArrayList<>();
      questions.forEach(question -> mixed.addAll(question.addresses()));
      Collections.shuffle(mixed, new Random(1));
      new PortalLoad(programs, server::cpuNanos, 0, 1, WARM_UP_MS).ask("", mixed);
      say(Result.HEAD);
      for (Question question : questions) {
        PortalLoad load = new PortalLoad(programs, server::cpuNanos, 0, 500, 2_000);
        say(load.ask(question.name(), question.addresses()));
      }
      say(
          new PortalLoad(programs, server::cpuNanos, 0, 1_000, 6_000)
              .ask("mixed, no pause", mixed));
      say(
          new PortalLoad(programs, server::cpuNanos, PAUSE_MS, 2_000, 20_000)
              .ask("mixed, 200 in a second", mixed));
      say("%d MB of memory at the end".formatted(server.residentBytes() >> 20));
    }
    Files.write(results.resolve("api.txt"), lines);
  }

  private List<Question> questions(int port, String key) throws IOException, InterruptedException {
    for (int i = 0; i < PROJECTS; i++) {
      String body = "{\"displayName\": \"Ward %d\", \"locale\": \"en-US\"}".formatted(i);
      send(port, key, "/projects", body);
    }
    List<Question> questions = new ArrayList<>();
    for (String list :
        List.of(
            "/projects",
            "/datasets",
            "/models",
            "/models/base",
            "/evaluations",
            "/transcriptions",
            "/endpoints",
            "/webhooks")) {
      questions.add(new Question("GET " + list, List.of(BASE + list)));
      JsonNode values = send(port, key, list + "?top=" + SINGLE, null).get("values");
      List<String> single =
          values
              .valueStream()
              .map(value -> URI.create(value.get("self").asString()).getRawPath())
              .toList();
      if (!single.isEmpty()) {
        questions.add(new Question("GET " + list + "/{id}", single));
      }
    }
    List<String> pages =
        Stream.iterate(0, skip -> skip < 800, skip -> skip + 25)
            .map(skip -> BASE + "/datasets?top=25&skip=" + skip)
            .toList();
    questions.add(new Question("GET /datasets?top=25&skip=N", pages));
    questions.add(
        new Question(
            "GET /models?filter=…",
            List.of(
                BASE
                    + "/models?top=25&filter=status%20eq%20'Succeeded'%20and%20createdDateTime"
                    + "%20gt%202025-02-01T11:00:00Z")));
    questions.add(new Question("GET /datasets/locales", List.of(BASE + "/datasets/locales")));
    return questions;
  }

  /** The answer; with a body it is a creation. */
  private JsonNode send(int port, String key, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + BASE + path))
            .header("Ocp-Apim-Subscription-Key", key);
    if (body != null) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + " answers " + answer.statusCode() + answer.body());
    }
    return json.readTree(answer.body());
  }

  private void say(Object line) {
    lines.add(line.toString());
    System.out.println(line);
  }
}
