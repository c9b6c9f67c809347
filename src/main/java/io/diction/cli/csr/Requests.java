package io.diction.cli.csr;

import io.diction.cli.csr.ApiConnection.Refused;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What commands send. */
final class Requests {
  private static final JsonMapper JSON = new JsonMapper();

  private final ApiConnection api;
  private final CsrOptions options;

  Requests(ApiConnection api, CsrOptions options) {
    this.api = api;
    this.options = options;
  }

  ObjectNode create(Entity entity) throws IOException {
    ObjectNode body = change(entity);
    put(body, "locale", options.language);
    List<String> datasets = CsrOptions.list(options.datasets);
    List<String> content = CsrOptions.list(options.content);
    switch (entity) {
      case DATASET -> {
        put(body, "kind", options.kind);
        if (!content.isEmpty()) {
          body.put("contentUrl", content.get(0));
        }
      }
      case MODEL -> {
        if (options.base != null) {
          reference(body, "baseModel", address("/models/base/", options.base));
        }
        put(body, "text", CsrOptions.resolved(options.text));
        if (!datasets.isEmpty()) {
          ArrayNode all = body.putArray("datasets");
          for (String dataset : datasets) {
            all.addObject().put("self", address("/datasets/", dataset));
          }
        }
      }
      case EVALUATION -> {
        model(body, "model1", options.model1);
        model(body, "model2", options.model2);
        if (!datasets.isEmpty()) {
          reference(body, "dataset", address("/datasets/", datasets.get(0)));
        }
      }
      case TRANSCRIPTION -> {
        model(body, "model", options.model);
        if (!content.isEmpty()) {
          ArrayNode urls = body.putArray("contentUrls");
          content.forEach(urls::add);
        }
        if (!datasets.isEmpty()) {
          reference(body, "dataset", address("/datasets/", datasets.get(0)));
        }
      }
      case ENDPOINT -> model(body, "model", options.model);
      case PROJECT -> body.remove("project");
    }
    return body;
  }

  /** What is said, and nothing else. */
  ObjectNode change(Entity entity) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    put(body, "displayName", options.name);
    put(body, "description", options.description);
    if (options.project != null && entity != Entity.PROJECT) {
      reference(body, "project", address("/projects/", options.project));
    }
    return body;
  }

  /** The same with another model. */
  ObjectNode redeployment() throws IOException {
    ObjectNode body = change(Entity.ENDPOINT);
    model(body, "model", options.model);
    return body;
  }

  private void model(ObjectNode body, String name, @Nullable String model) throws IOException {
    if (model != null) {
      reference(body, name, model(model));
    }
  }

  /** A bare id may be of a base model or of a custom one. */
  private String model(String asked) throws IOException {
    String address = address("/models/", asked);
    if (address.equals(CsrOptions.resolved(asked))) {
      return address;
    }
    try {
      api.get(address);
      return address;
    } catch (Refused refused) {
      if (refused.status() != 404) {
        throw refused;
      }
      return address("/models/base/", asked);
    }
  }

  /** Of an id, an address, or a file that has one of them. */
  String address(String collection, String asked) throws IOException {
    String resolved = String.valueOf(CsrOptions.resolved(asked));
    return resolved.startsWith("http") ? resolved : api.address(collection + resolved);
  }

  private static void reference(ObjectNode body, String name, String address) {
    body.putObject(name).put("self", address);
  }

  private static void put(ObjectNode body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
