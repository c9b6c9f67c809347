package io.diction.routes;

import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bodies that do not fit into a line of the table, by name. */
final class Parcels {
  private Parcels() {}

  static byte[] body(String name, Map<String, String> scene) {
    return switch (name) {
      case "text" -> DatasetFiles.form("", List.of(Sent.text("hill.txt", "on the hill " + scene)));
      case "creation", "question" -> new byte[0];
      case "bytes", "bytes-by-post" -> "words".getBytes(StandardCharsets.UTF_8);
      case "list" -> part("file", "terms.csv", "Lakeside\n".getBytes(StandardCharsets.UTF_8));
      case "replacement" ->
          part(
              "file",
              "call.txt",
              "bytes",
              "new.txt",
              "good evening".getBytes(StandardCharsets.UTF_8));
      case "pack" -> part("pack", "no.zip", "no archive".getBytes(StandardCharsets.UTF_8));
      case "model-file" -> part("model", "no.zip", "no archive".getBytes(StandardCharsets.UTF_8));
      case "speech-dataset" ->
          part(
              "name",
              "Said",
              "data",
              "said.txt",
              ("open the gate " + scene).getBytes(StandardCharsets.UTF_8));
      case "new-test" -> testForm(scene);
      case "recording" ->
          part("audio", "call.wav", WavWriter.bytes(SpeechFixtures.tone(440, 0.5, 0.5, 16_000)));
      default -> throw new IllegalArgumentException("no body is called " + name);
    };
  }

  static Map<String, String> headers(String name) {
    return switch (name) {
      case "creation" ->
          Map.of(
              "Tus-Resumable",
              "1.0.0",
              "Upload-Length",
              "5",
              "Upload-Metadata",
              "filename YS50eHQ=");
      case "question" -> Map.of("Tus-Resumable", "1.0.0");
      case "bytes" -> bytes();
      case "bytes-by-post" -> {
        Map<String, String> headers = new HashMap<>(bytes());
        headers.put("X-HTTP-Method-Override", "PATCH");
        yield headers;
      }
      default -> Map.of("Content-Type", "multipart/form-data; boundary=" + DatasetFiles.BOUNDARY);
    };
  }

  private static Map<String, String> bytes() {
    return Map.of(
        "Tus-Resumable", "1.0.0",
        "Upload-Offset", "0",
        "Content-Type", "application/offset+octet-stream");
  }

  /** Asks for an inspection of a recording with the base model. */
  private static byte[] testForm(Map<String, String> scene) {
    return part(
        "subject",
        "base:" + scene.get("base"),
        "files",
        "call.wav",
        WavWriter.bytes(SpeechFixtures.tone(440, 0.5, 0.5, 16_000)));
  }

  private static byte[] part(String field, String fileName, byte[] bytes) {
    return part("language", "en-US", field, fileName, bytes);
  }

  private static byte[] part(
      String name, String value, String field, String fileName, byte[] bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --%1$s
        Content-Disposition: form-data; name="%4$s"

        %5$s
        --%1$s
        Content-Disposition: form-data; name="%2$s"; filename="%3$s"
        Content-Type: application/octet-stream

        """
            .formatted(DatasetFiles.BOUNDARY, field, fileName, name, value)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(bytes);
    body.writeBytes(("\r\n--" + DatasetFiles.BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }
}
