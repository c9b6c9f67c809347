package io.diction.api.hook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of somebody who is told. */
public final class Receiver implements AutoCloseable {
  private static final String PARAMETER = "validationToken=";

  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile Function<Told, Integer> status = call -> 200;
  private volatile boolean answersChallenge = true;

  /** What came. */
  public record Told(
      String event, String delivery, @Nullable String signature, String query, byte[] body) {
    public JsonNode json() {
      return new JsonMapper().readTree(body);
    }
  }

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  String address(String host) {
    return "http://" + host + ":" + server.getAddress().getPort() + "/hook";
  }

  public String address() {
    return address("127.0.0.1");
  }

  void answer(Function<Told, Integer> with) {
    status = with;
  }

  void ignoreChallenges() {
    answersChallenge = false;
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  public List<Told> told(String event) {
    return told.stream().filter(call -> call.event().equals(event)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Told call =
        new Told(
            exchange.getRequestHeaders().getFirst("X-MicrosoftSpeechServices-Event"),
            exchange.getRequestHeaders().getFirst("X-Diction-Delivery"),
            exchange.getRequestHeaders().getFirst("X-MicrosoftSpeechServices-Signature"),
            query == null ? "" : query,
            exchange.getRequestBody().readAllBytes());
    told.add(call);
    int answer = status.apply(call);
    if (answer >= 300 && answer < 400) {
      exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
    }
    byte[] body = new byte[0];
    if (call.event().equals("Challenge") && answersChallenge && query != null) {
      body =
          query
              .substring(query.indexOf(PARAMETER) + PARAMETER.length())
              .getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(answer, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
