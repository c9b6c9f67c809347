package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Identity;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.file.Item.Sound;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.corpus.TextShape;
import io.diction.speech.corpus.TextShape.LineEnding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** A file's measures as columns. */
final class ItemColumns {
  /** But for the fingerprint, which is read only where it is compared. */
  static final String ALL =
      """
      i.name, i.kind, i.size_bytes, i.duration_ms, i.container, i.codec, i.sample_rate, i.channels,
      i.bits, i.effective_bits, i.bandwidth_hz, i.loudness, i.peak, i.clipped, i.signal_to_noise,
      i.silence, i.speech, i.samples_sha256, i.encoding, i.marked, i.line_ending, i.left_out
      """;

  static final String INSERT =
      DatasetKey.owned(
          """
      insert into dataset_item (dataset_id, number, name, kind, size_bytes, duration_ms,
                                container, codec, sample_rate, channels, bits, effective_bits,
                                bandwidth_hz, loudness, peak, clipped, signal_to_noise, silence,
                                speech, samples_sha256, print, encoding, marked, line_ending,
                                pair_key, left_out, error_count, warning_count, severity)
      values (:owned, :number, :name, :kind, :size, :duration, :container, :codec, :rate,
              :channels, :bits, :effectiveBits, :bandwidth, :loudness, :peak, :clipped, :noise,
              :silence, :speech, :samples, :print, :encoding, :marked, :lineEnding, :pair,
              :leftOut, 0, 0, :severity)
      """);

  static final String UPDATE =
      DatasetKey.owned(
          """
      update dataset_item
      set size_bytes = :size, duration_ms = :duration, container = :container, codec = :codec,
          sample_rate = :rate, channels = :channels, bits = :bits, effective_bits = :effectiveBits,
          bandwidth_hz = :bandwidth, loudness = :loudness, peak = :peak, clipped = :clipped,
          signal_to_noise = :noise, silence = :silence, speech = :speech,
          samples_sha256 = :samples, print = :print, error_count = :errors,
          warning_count = :warnings, severity = :severity, checked_by = :job, attempts = 0
      where dataset_id = :owned and name = :name
      """);

  private static final List<String> HEARD =
      List.of(
          "duration",
          "container",
          "codec",
          "rate",
          "channels",
          "bits",
          "effectiveBits",
          "bandwidth",
          "loudness",
          "peak",
          "clipped",
          "noise",
          "silence",
          "speech",
          "samples",
          "print");

  private ItemColumns() {}

  static MapSqlParameterSource parameters(DatasetKey dataset, int number, Item item) {
    MapSqlParameterSource row =
        dataset
            .parameters()
            .addValue("number", number)
            .addValue("name", item.name())
            .addValue("pair", pairKey(item.name()))
            .addValue("kind", item.kind().name())
            .addValue("size", item.sizeBytes())
            .addValue("severity", 2)
            .addValue("leftOut", item.isLeftOut());
    TextShape shape = item.shape();
    row.addValue("encoding", shape == null ? null : shape.encoding())
        .addValue("marked", shape == null ? null : shape.isMarked())
        .addValue("lineEnding", shape == null ? null : shape.lineEnding().name());
    Heard heard = item.heard();
    return heard == null ? unheard(row) : heard(row, heard);
  }

  /** What a recording and its transcript have in common: folder and name without the ending. */
  private static String pairKey(String name) {
    int dot = name.lastIndexOf('.');
    return (dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name)
        .toLowerCase(Locale.ROOT);
  }

  private static MapSqlParameterSource unheard(MapSqlParameterSource row) {
    for (String column : HEARD) {
      row.addValue(column, null);
    }
    return row;
  }

  static MapSqlParameterSource heard(MapSqlParameterSource row, Heard heard) {
    Coding coding = heard.coding();
    Sound sound = heard.sound();
    AudioPrint print = heard.identity().print();
    return row.addValue("duration", heard.durationMs())
        .addValue("container", coding.container())
        .addValue("codec", coding.codec())
        .addValue("rate", coding.sampleRateHz())
        .addValue("channels", coding.channels())
        .addValue("bits", coding.bits())
        .addValue("effectiveBits", coding.effectiveBits())
        .addValue("bandwidth", sound.bandwidthHz())
        .addValue("loudness", sound.loudnessLufs())
        .addValue("peak", finite(sound.peak()))
        .addValue("clipped", finite(sound.clipped()))
        .addValue("noise", finite(sound.signalToNoiseDb()))
        .addValue("silence", finite(sound.silence()))
        .addValue("speech", finite(sound.speech()))
        .addValue("samples", heard.identity().samples())
        .addValue("print", print == null ? null : print.toBytes(), Types.VARBINARY);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  static Item item(ResultSet row) throws SQLException {
    String encoding = row.getString("encoding");
    return new Item(
        row.getString("name"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("size_bytes"),
        heard(row),
        encoding == null
            ? null
            : new TextShape(
                encoding,
                row.getBoolean("marked"),
                LineEnding.valueOf(row.getString("line_ending"))),
        row.getBoolean("left_out"));
  }

  /** Fingerprints are read only where they are compared. */
  static @Nullable Heard heard(ResultSet row) throws SQLException {
    Long duration = row.getObject("duration_ms", Long.class);
    if (duration == null) {
      return null;
    }
    return new Heard(
        duration,
        new Coding(
            text(row, "container"),
            text(row, "codec"),
            row.getInt("sample_rate"),
            row.getInt("channels"),
            row.getInt("bits"),
            row.getInt("effective_bits")),
        new Sound(
            row.getInt("bandwidth_hz"),
            row.getObject("loudness", Double.class),
            row.getDouble("peak"),
            row.getDouble("clipped"),
            row.getDouble("signal_to_noise"),
            row.getDouble("silence"),
            row.getDouble("speech")),
        new Identity(text(row, "samples_sha256"), null));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  /** With its fingerprint. */
  static Heard heardWithPrint(ResultSet row) throws SQLException {
    Heard heard = Objects.requireNonNull(heard(row));
    return new Heard(
        heard.durationMs(),
        heard.coding(),
        heard.sound(),
        new Identity(heard.identity().samples(), AudioPrint.of(row.getBytes("print"))));
  }
}
