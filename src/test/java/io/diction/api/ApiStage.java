package io.diction.api;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What exists before a call of {@code operations.txt}, made by a program of an administrator. */
final class ApiStage {
  private final ApiClient admin;
  private final JdbcClient jdbc;

  ApiStage(ApiClient admin, JdbcClient jdbc) {
    this.admin = admin;
    this.jdbc = jdbc;
  }

  /** The values of the placeholders of a path. A new scene is a new case here. */
  Map<String, String> set(String scene) {
    makeRoom();
    return switch (scene) {
      case "-" -> Map.of();
      case "project" -> Map.of("id", id(admin.post("/projects", body("project", "")).expect(201)));
      case "base-model" -> Map.of("id", id(admin.get("/models/base").expect(200)));
      case "model" -> Map.of("id", id(admin.post("/models", body("model", "")).expect(201)));
      case "resource" -> {
        String refused =
            admin
                .post("/models:authorizecopy", "{\"sourceResourceId\": \"none\"}")
                .expect(400)
                .text("message");
        yield Map.of("id", refused.replaceFirst(".*org-([0-9a-f-]{36}).*", "$1"));
      }
      case "dataset" -> Map.of("id", id(admin.post("/datasets", body("dataset", "")).expect(201)));
      case "endpoint" ->
          Map.of("id", id(admin.post("/endpoints", body("endpoint", "")).expect(201)));
      case "log" -> {
        String id = id(admin.post("/endpoints", body("endpoint", "")).expect(201));
        recognise("?cid=" + id);
        yield Map.of("id", id, "logId", log("/endpoints/" + id));
      }
      case "base-log" -> {
        recognise("?language=en-US&storeAudio=true");
        yield Map.of("logId", log("/endpoints/base/en-US"));
      }
      case "hook" -> {
        // Something to be told of, for tests.
        admin.post("/datasets", body("dataset", "")).expect(201);
        yield Map.of("id", id(admin.post("/webhooks", body("hook", "")).expect(201)));
      }
      case "blocks" -> {
        String id = id(admin.post("/datasets", body("dataset", "")).expect(201));
        admin
            .send(
                "PUT",
                "/datasets/" + id + "/blocks?blockid=QUFB",
                bytes("bytes", ""),
                headers("bytes"))
            .expect(201);
        yield Map.of("id", id, "query", "?blockid=QUFB");
      }
      case "file" -> {
        ApiAnswer made =
            admin.send("POST", "/datasets/upload", bytes("form", ""), headers("form")).expect(201);
        String file = admin.get(made.self() + "/files").expect(200).values("self").get(0);
        yield Map.of("id", id(made), "fileId", file.substring(file.lastIndexOf('/') + 1));
      }
      case "transcription" -> Map.of("id", id(transcription()));
      case "transcription-file" -> {
        ApiAnswer made = transcription();
        // Nothing is recognised on this stage.
        jdbc.sql("update transcription_order set state = 'SUCCEEDED' where id = :id")
            .param("id", UUID.fromString(id(made)))
            .update();
        String file = admin.get(made.self() + "/files").expect(200).values("self").get(0);
        yield Map.of("id", id(made), "fileId", file.substring(file.lastIndexOf('/') + 1));
      }
      case "evaluation" -> Map.of("id", evaluation().toString());
      case "evaluation-file" -> {
        String id = evaluation().toString();
        String file = admin.get("/evaluations/" + id + "/files").expect(200).values("self").get(0);
        yield Map.of("id", id, "fileId", file.substring(file.lastIndexOf('/') + 1));
      }
      default -> throw new IllegalArgumentException("no scene is called " + scene);
    };
  }

  /** Nothing ends on this stage, and an organization has only so many at a time. */
  private void makeRoom() {
    jdbc.sql("update transcription_order set state = 'FAILED' where state = 'NOT_STARTED'")
        .update();
    List<String> hooks = admin.get("/webhooks").expect(200).values("self");
    if (hooks.size() > 50) {
      hooks.forEach(hook -> admin.delete(hook).expect(204));
    }
  }

  /** One that has ended, with a file: no dataset is checked on this stage, and nothing is heard. */
  private UUID evaluation() {
    UUID like = UUID.fromString(id(transcription()));
    UUID id = UUID.randomUUID();
    for (String statement :
        List.of(
            """
            insert into evaluation_order (id, organization_id, locale, model1_kind, model1_ref,
              model2_kind, model2_ref, dataset_id, transcription1_id, transcription2_id, state,
              created_at, changed_at)
            select :id, organization_id, locale, model_kind, model_ref, model_kind, model_ref, id,
              id, id, 'SUCCEEDED', created_at, created_at
            from transcription_order where id = :like
            """,
            """
            insert into test_run (id, organization_id, model_id, name, kind, standing,
              asked_by_name, job_id, state, locale, base_model_id, engine, data_sha256,
              utterances, done, audio_ms, figures, created_at)
            select :id, organization_id, base_model_id, 'Ward round', 'INSPECTION', false, '', id,
              'SUCCEEDED', locale, base_model_id, '1', '', 1, 1, 1000, '{}', created_at
            from transcription_order where id = :like
            """,
            """
            insert into test_subject (run_id, position, base_model_id, number, label, sha256,
              owner_id)
            select :id, 0, base_model_id, 0, 'English', '', organization_id
            from transcription_order where id = :like
            """,
            """
            insert into test_utterance (run_id, number, file_name, audio_sha256, start_ms,
              reference, speaker, state, fault)
            select :id, 1, 'a.wav', '', 0, '', '', 'HEARD', ''
            from transcription_order where id = :like
            """)) {
      jdbc.sql(statement).param("id", id).param("like", like).update();
    }
    return id;
  }

  private ApiAnswer transcription() {
    return admin.post("/transcriptions", body("transcription", "")).expect(201);
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
      case "dataset" ->
          "{\"kind\": \"Language\", \"displayName\": \"Orders\", \"locale\": \"en-US\"}";
      case "transcription" ->
          "{\"displayName\": \"Clinic\", \"locale\": \"en-US\","
              + " \"contentUrls\": [\"http://192.0.2.1/a.wav\"]}";
      case "endpoint" ->
          "{\"displayName\": \"Ward 7\", \"locale\": \"en-US\","
              + " \"properties\": {\"loggingEnabled\": true}}";
      case "hook" ->
          """
          {"displayName": "Ward", "webUrl": "https://hooks.example.org/x",
           "events": {"datasetCreation": true}, "properties": {"secret": "s"}}
          """;
      case "evaluation" ->
          """
          {"displayName": "Base against v1", "locale": "en-US",
           "model1": {"self": "http://x/speechtotext/v3.2/models/base/%1$s"},
           "model2": {"self": "http://x/speechtotext/v3.2/models/%1$s"},
           "dataset": {"self": "http://x/speechtotext/v3.2/datasets/%1$s"}}
          """
              .formatted("3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31");
      case "model" ->
          """
          {"displayName": "Gates", "locale": "en-US", "text": "open the north gate\\nclose it"}
          """;
      case "source" -> "{\"sourceResourceId\": \"org-%s\"}".formatted(id);
      case "allowed" ->
          """
          {"id": "x", "targetResourceId": "x", "sourceResourceId": "x", "targetResourceRegion": "x",
           "targetResourceEndpoint": "x", "expirationDateTime": "2026-01-01T00:00:00Z"}
          """;
      case "commit" -> "[{\"kind\": \"Latest\", \"id\": \"QUFB\"}]";
      case "bytes" -> "open the gate";
      case "form" ->
          """
          --b
          Content-Disposition: form-data; name="data"; filename="x.txt"

          open the gate
          --b
          Content-Disposition: form-data; name="displayName"

          Orders
          --b
          Content-Disposition: form-data; name="locale"

          en-US
          --b
          Content-Disposition: form-data; name="kind"

          Language
          --b--
          """
              .replace("\n", "\r\n");
      case "rename" -> "{\"displayName\": \"Renamed %s\"}".formatted(id);
      default -> throw new IllegalArgumentException("no body is called " + name);
    };
  }

  static byte[] bytes(String name, String id) {
    return body(name, id).getBytes(StandardCharsets.UTF_8);
  }

  /** What a body is. */
  static Map<String, String> headers(String name) {
    return switch (name.replaceFirst("^@", "")) {
      case "-" -> Map.of();
      case "bytes" -> Map.of("Content-Type", "application/octet-stream");
      case "form" -> Map.of("Content-Type", "multipart/form-data; boundary=b");
      default -> Map.of("Content-Type", "application/json");
    };
  }

  /** An operation's path with the scene's values, or such as nothing has. */
  static String path(Operation operation, Map<String, String> scene) {
    return operation
        .path()
        .replace("{id}", scene.getOrDefault("id", UUID.randomUUID().toString()))
        .replace("{fileId}", scene.getOrDefault("fileId", UUID.randomUUID().toString()))
        .replace("{logId}", scene.getOrDefault("logId", "none.json"))
        .replace("{locale}", "en-US")
        .concat(scene.getOrDefault("query", ""));
  }

  /** Half a second of nothing. */
  private void recognise(String query) {
    admin
        .send(
            "POST",
            admin.place("/speech/recognition/conversation/cognitiveservices/v1" + query),
            WavWriter.bytes(new Audio(new float[8_000], Audio.RECOGNITION_RATE_HZ)),
            Map.of("Content-Type", "audio/wav"))
        .expect(200);
  }

  private String log(String place) {
    return admin.get(place + "/files/logs").expect(200).values("name").get(0);
  }

  /** Of an entity, or of the first of a list. */
  private static String id(ApiAnswer answer) {
    String self = answer.self().isEmpty() ? answer.values("self").get(0) : answer.self();
    return self.substring(self.lastIndexOf('/') + 1);
  }
}
