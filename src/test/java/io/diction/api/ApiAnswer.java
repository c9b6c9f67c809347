package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API answered. */
public record ApiAnswer(int status, HttpHeaders headers, byte[] body) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Fails, saying what was answered, for any other status. */
  public ApiAnswer expect(int expected) {
    assertThat(status).as(text()).isEqualTo(expected);
    return this;
  }

  /** Fails unless the answer is an error with this status, code and inner code. */
  public ApiAnswer expect(int expected, String code, String innerCode) {
    expect(expected);
    assertThat(text("code")).as(text()).isEqualTo(code);
    assertThat(text("innerError", "code")).as(text()).isEqualTo(innerCode);
    return this;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** A text within; empty where there is none. */
  public String text(String... path) {
    JsonNode node = json();
    for (String name : path) {
      node = node.path(name);
    }
    return node.asString("");
  }

  public String self() {
    return text("self");
  }

  /** A text of each value of a list. */
  public List<String> values(String name) {
    return json().path("values").valueStream().map(value -> value.path(name).asString("")).toList();
  }

  /** Empty where there is none. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
