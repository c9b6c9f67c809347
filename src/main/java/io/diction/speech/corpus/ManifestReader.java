package io.diction.speech.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Manifests with one JSON object a line: {@code audio_filepath} and {@code text}, optionally {@code
 * offset} and {@code duration} in seconds, {@code speaker}, {@code split}. Without {@code offset}
 * the line is about the whole recording. A line without {@code text} names a recording alone.
 */
final class ManifestReader {
  private static final JsonMapper JSON = new JsonMapper();

  private ManifestReader() {}

  /** A line that is wrong, before it is reported. */
  private static final class FieldException extends Exception {
    private static final long serialVersionUID = 1L;
    private final FindingCode code;
    private final String field;
    private final String value;

    FieldException(FindingCode code, String field, String value) {
      super(field, null, false, false);
      this.code = code;
      this.field = field;
      this.value = value;
    }
  }

  /**
   * Reads a manifest.
   *
   * @return the recordings that it names without a text
   */
  static List<CorpusFile> read(CorpusFile manifest, CorpusBuilder corpus) throws IOException {
    corpus.consume(manifest);
    List<CorpusFile> alone = new ArrayList<>();
    TextReader.read(
        manifest,
        corpus.limits,
        corpus.findings,
        (number, line) -> line.isBlank() || entry(manifest, number, line, corpus, alone));
    return alone;
  }

  private static boolean entry(
      CorpusFile manifest, int number, String line, CorpusBuilder corpus, List<CorpusFile> alone) {
    Findings findings = corpus.findings;
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        findings.addAt(FindingCode.BAD_JSON, manifest.name(), number, "braces expected");
        return true;
      }
      if (LineFindings.addTwins(findings, manifest.name(), number, line)) {
        return true;
      }
      String path = text(node, "audio_filepath");
      if (path.isEmpty()) {
        throw new FieldException(FindingCode.MISSING_FIELD, "audio_filepath", "");
      }
      String text = text(node, "text").strip();
      double offset = seconds(node, "offset");
      double duration = seconds(node, "duration");
      String speaker = text(node, "speaker").strip();
      Split split = Split.of(text(node, "split"));
      Optional<CorpusFile> audio = corpus.audio(manifest, number, path);
      if (audio.isEmpty()) {
        return true;
      }
      if (text.isEmpty()) {
        if (node.has("text")) {
          findings.addAt(FindingCode.EMPTY_TEXT, manifest.name(), number, path);
        }
        alone.add(audio.get());
        return true;
      }
      LineFindings.add(findings, manifest.name(), number, line, text);
      boolean part = !Double.isNaN(offset);
      String base = FileKind.baseName(audio.get().name());
      return corpus.add(
          part ? base + String.format(Locale.ROOT, "-%.2f", offset) : base,
          audio.get(),
          part ? offset : 0,
          part && !Double.isNaN(duration) ? offset + duration : Double.NaN,
          text,
          speaker,
          split);
    } catch (FieldException e) {
      findings.addAt(e.code, manifest.name(), number, e.field, e.value);
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      findings.add(
          CorpusFinding.of(
              FindingCode.BAD_JSON, manifest.name(), number, column, "it cannot be parsed"));
    }
    return true;
  }

  /** A string or number as text; empty when absent. */
  private static String text(JsonNode node, String field) throws FieldException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isString() && !value.isNumber()) {
      throw new FieldException(FindingCode.BAD_FIELD, field, value.toString());
    }
    return value.asString();
  }

  /** NaN when absent. */
  private static double seconds(JsonNode node, String field) throws FieldException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return Double.NaN;
    }
    double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(seconds >= 0 && seconds < 1e7)) {
      throw new FieldException(FindingCode.BAD_FIELD, field, value.toString());
    }
    return seconds;
  }
}
