package io.diction.dataset.clip;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetType;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.speech.FormatException;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clips of recordings whose text is a dataset of its own. They are the recording's, and are
 * made anew whenever one of the two is another.
 */
@Component
public class PairClips {
  /** The longest recording that is taken has less; it would be read while others wait. */
  private static final long MOST_TEXT_BYTES = 8 << 20;

  private static final int LONGEST_SPEAKER = 256;
  private static final int MOST_TOLD = 20;
  private static final String BEYOND_END = "clip_beyond_end";

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final FindingRows findings;
  private final Blobs blobs;
  private final ApplicationEventPublisher events;

  PairClips(
      JdbcClient jdbc,
      NamedParameterJdbcOperations batches,
      FindingRows findings,
      Blobs blobs,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.findings = findings;
    this.blobs = blobs;
    this.events = events;
  }

  /** The text that the clips of a recording are made of. */
  public Optional<UUID> text(UUID recording) {
    return jdbc.sql("select text_id from paired_text where audio_id = :audio")
        .param("audio", recording)
        .query(UUID.class)
        .optional();
  }

  /** Makes the clips of a recording, in the transaction that made both ready. */
  public void make(Dataset recording, Dataset text) {
    remove(recording.id().value());
    if (text.sizeBytes() <= MOST_TEXT_BYTES) {
      add(recording, text, pairs(recording, text));
    }
  }

  private List<Pair> pairs(Dataset recording, Dataset text) {
    try {
      return TrainingData.pairs(
          new Recording(recording.name(), () -> file(recording), recording.sha256()),
          file(text),
          text.name());
    } catch (FormatException noText) {
      // Its own report says so.
      return List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Path file(Dataset dataset) {
    return blobs.file(dataset.organization(), dataset.sha256());
  }

  private void add(Dataset recording, Dataset text, List<Pair> pairs) {
    UUID audio = recording.id().value();
    Long known = recording.durationMs();
    long whole = known == null ? Long.MAX_VALUE : known;
    Purpose purpose = text.type() == DatasetType.TEST ? Purpose.TEST : Purpose.TRAIN;
    List<MapSqlParameterSource> clips = new ArrayList<>();
    List<Finding> beyond = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.startMs() >= whole) {
        beyond.add(beyondEnd(recording, text, pair, whole));
      } else if (!pair.text().isBlank()) {
        clips.add(clip(audio, clips.size() + 1, pair, whole).addValue("purpose", purpose.name()));
      }
    }
    jdbc.sql("insert into paired_text (audio_id, text_id) values (:audio, :text)")
        .param("audio", audio)
        .param("text", text.id().value())
        .update();
    jdbc.sql(
            """
            update dataset_file
            set duration_ms = :duration
            where dataset_id = :audio and number = 0
            """)
        .param("duration", known)
        .param("audio", audio)
        .update();
    batches.batchUpdate(
        """
        insert into dataset_clip (dataset_id, number, file_number, start_ms, duration_ms, words,
                                  speaker, purpose)
        values (:audio, :number, 0, :start, :duration, :words, :speaker, :purpose)
        """,
        clips.toArray(MapSqlParameterSource[]::new));
    count(audio);
    if (!beyond.isEmpty()) {
      List<Finding> told = beyond.subList(0, Math.min(MOST_TOLD, beyond.size()));
      findings.replace(text.id().value(), Set.of(BEYOND_END), told);
    }
    events.publishEvent(new RecordingPaired(recording.id()));
  }

  private static MapSqlParameterSource clip(UUID audio, int number, Pair pair, long wholeMs) {
    Long duration = pair.durationMs();
    return new MapSqlParameterSource("audio", audio)
        .addValue("number", number)
        .addValue("start", pair.startMs())
        .addValue(
            "duration", duration == null ? null : Math.min(duration, wholeMs - pair.startMs()))
        .addValue("words", pair.text())
        .addValue("speaker", shortened(pair.speaker()));
  }

  private static String shortened(String speaker) {
    if (speaker.length() <= LONGEST_SPEAKER) {
      return speaker;
    }
    int end = LONGEST_SPEAKER - (Character.isLowSurrogate(speaker.charAt(LONGEST_SPEAKER)) ? 1 : 0);
    return speaker.substring(0, end);
  }

  private static Finding beyondEnd(Dataset recording, Dataset text, Pair pair, long wholeMs) {
    return Finding.warning(
        ErrorCode.VALIDATION_FAILED,
        BEYOND_END,
        text.name(),
        recording.name(),
        String.format(Locale.ROOT, "%.1f", pair.startMs() / 1000.0),
        String.format(Locale.ROOT, "%.1f", wholeMs / 1000.0));
  }

  /** Takes the clips from a recording: its text goes, or it goes itself. */
  public void remove(UUID recording) {
    text(recording).ifPresent(text -> findings.remove(text, BEYOND_END));
    jdbc.sql("delete from paired_text where audio_id = :audio").param("audio", recording).update();
    jdbc.sql("delete from dataset_clip where dataset_id = :audio")
        .param("audio", recording)
        .update();
    count(recording);
  }

  private void count(UUID recording) {
    jdbc.sql(
            """
            update dataset
            set clips = (select count(*) from dataset_clip where dataset_id = :audio)
            where id = :audio
            """)
        .param("audio", recording)
        .update();
  }
}
