package io.diction.api;

import java.util.Map;
import java.util.UUID;

/** What exists before a call of {@code operations.txt}, made by a program of an administrator. */
final class ApiStage {
  private final ApiClient admin;

  ApiStage(ApiClient admin) {
    this.admin = admin;
  }

  /** The values of the placeholders of a path. A new scene is a new case here. */
  Map<String, String> set(String scene) {
    return switch (scene) {
      case "-" -> Map.of();
      case "project" -> Map.of("id", id(admin.post("/projects", body("project", "")).expect(201)));
      case "base-model" -> Map.of("id", id(admin.get("/models/base").expect(200)));
      default -> throw new IllegalArgumentException("no scene is called " + scene);
    };
  }

  /**
   * A body by name, with nothing for {@code -}. A new body is a new case here.
   *
   * @param id of the scene
   */
  static String body(String name, String id) {
    return switch (name.replaceFirst("^@", "")) {
      case "-" -> "";
      case "project" -> "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}";
      case "rename" -> "{\"displayName\": \"Renamed %s\"}".formatted(id);
      default -> throw new IllegalArgumentException("no body is called " + name);
    };
  }

  /** An operation's path with the scene's values, or such as nothing has. */
  static String path(Operation operation, Map<String, String> scene) {
    return operation
        .path()
        .replace("{id}", scene.getOrDefault("id", UUID.randomUUID().toString()))
        .replace("{fileId}", scene.getOrDefault("fileId", UUID.randomUUID().toString()))
        .replace("{logId}", scene.getOrDefault("logId", "none.json"))
        .replace("{locale}", "en-US");
  }

  /** Of an entity, or of the first of a list. */
  private static String id(ApiAnswer answer) {
    String self = answer.self().isEmpty() ? answer.values("self").get(0) : answer.self();
    return self.substring(self.lastIndexOf('/') + 1);
  }
}
