package io.diction.dataset.file;

import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Sound;
import io.diction.dataset.file.ItemRows.Row;
import io.diction.dataset.file.TranscriptRows.Transcribed;
import io.diction.speech.corpus.TextShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What was measured in files, for other programs: a row or an object each. */
public final class FileReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> COLUMNS =
      List.of(
          "file",
          "kind",
          "bytes",
          "left_out",
          "errors",
          "warnings",
          "seconds",
          "container",
          "codec",
          "sample_rate_hz",
          "channels",
          "bits",
          "effective_bits",
          "bandwidth_hz",
          "loudness_lufs",
          "peak",
          "clipped_share",
          "signal_to_noise_db",
          "silence_share",
          "speech_share",
          "samples_sha256",
          "transcript_present",
          "agreement",
          "encoding",
          "byte_order_mark",
          "line_endings");

  private FileReport() {}

  /**
   * With a heading; what was not measured is empty.
   *
   * @param transcribed recordings that have a transcript, by name
   */
  public static String csv(List<Row> rows, Map<String, Transcribed> transcribed) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", COLUMNS));
    for (Row row : rows) {
      Map<String, @Nullable Object> values = values(row, transcribed);
      lines.add(
          COLUMNS.stream()
              .map(column -> cell(values.get(column)))
              .collect(Collectors.joining(",")));
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  /** A spreadsheet would run what begins like a formula. */
  private static String cell(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return value == null ? "" : value.toString();
    }
    boolean formula = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  /** What was not measured is absent. */
  public static ArrayNode json(List<Row> rows, Map<String, Transcribed> transcribed) {
    ArrayNode files = JSON.createArrayNode();
    for (Row row : rows) {
      Map<String, @Nullable Object> values = values(row, transcribed);
      values.values().removeIf(value -> value == null);
      files.add(JSON.valueToTree(values));
    }
    return files;
  }

  private static Map<String, @Nullable Object> values(
      Row row, Map<String, Transcribed> transcribed) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Item item = row.item();
    values.put("file", item.name());
    values.put("kind", item.kind().name().toLowerCase(Locale.ROOT));
    values.put("bytes", item.sizeBytes());
    values.put("left_out", item.isLeftOut());
    values.put("errors", row.errors());
    values.put("warnings", row.warnings());
    Heard heard = item.heard();
    if (heard != null) {
      add(values, heard);
      Transcribed written = transcribed.get(item.name());
      Double agreement = written == null ? null : written.agreement();
      values.put("transcript_present", written != null);
      values.put("agreement", agreement == null ? null : Double.valueOf(rounded(agreement)));
    }
    TextShape shape = item.shape();
    if (shape != null) {
      values.put("encoding", shape.encoding());
      values.put("byte_order_mark", shape.isMarked());
      values.put("line_endings", shape.lineEnding().name().toLowerCase(Locale.ROOT));
    }
    return values;
  }

  private static void add(Map<String, @Nullable Object> values, Heard heard) {
    Coding coding = heard.coding();
    Sound sound = heard.sound();
    Double loudness = sound.loudnessLufs();
    values.put("seconds", heard.durationMs() / 1000.0);
    values.put("container", coding.container());
    values.put("codec", coding.codec());
    values.put("sample_rate_hz", coding.sampleRateHz());
    values.put("channels", coding.channels());
    values.put("bits", coding.bits() == 0 ? null : Integer.valueOf(coding.bits()));
    values.put(
        "effective_bits",
        coding.effectiveBits() == 0 ? null : Integer.valueOf(coding.effectiveBits()));
    values.put("bandwidth_hz", sound.bandwidthHz());
    values.put("loudness_lufs", loudness == null ? null : Double.valueOf(rounded(loudness)));
    values.put("peak", rounded(sound.peak()));
    values.put("clipped_share", rounded(sound.clipped()));
    values.put("signal_to_noise_db", rounded(sound.signalToNoiseDb()));
    values.put("silence_share", rounded(sound.silence()));
    values.put("speech_share", rounded(sound.speech()));
    values.put("samples_sha256", heard.identity().samples());
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
