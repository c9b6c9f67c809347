package io.diction.dataset.clip;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.DatasetType;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.jobs.Jobs;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  public static final long MOST_TEXT_BYTES = 8 << 20;

  private static final int LONGEST_SPEAKER = 256;
  private static final int MOST_TOLD = 20;
  private static final String BEYOND_END = "clip_beyond_end";
  private static final String UNREAD = "pair_unread";

  /** The job that makes clips of texts that are not here; its subject is the recording. */
  public static final String KIND = "dataset-pairing";

  private static final Logger log = LoggerFactory.getLogger(PairClips.class);

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final FindingRows findings;
  private final Blobs blobs;
  private final Jobs jobs;
  private final ApplicationEventPublisher events;

  PairClips(
      JdbcClient jdbc,
      NamedParameterJdbcOperations batches,
      FindingRows findings,
      Blobs blobs,
      Jobs jobs,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.findings = findings;
    this.blobs = blobs;
    this.jobs = jobs;
    this.events = events;
  }

  /** The text that the clips of a recording are made of. */
  public Optional<UUID> text(DatasetKey recording) {
    return recording
        .in(jdbc, "select text_id from paired_text where audio_id = :owned")
        .query(UUID.class)
        .optional();
  }

  /**
   * Makes the clips of a recording, in the transaction that made both ready. It holds what others
   * wait for: a text that would have to be brought here first is left to a job.
   */
  public void make(Dataset recording, Dataset text) {
    remove(recording.key());
    if (text.sizeBytes() > MOST_TEXT_BYTES) {
      unread(recording, text);
      return;
    }
    Optional<Path> here = blobs.here(text.organization(), text.sha256());
    Optional<List<Pair>> pairs = here.flatMap(file -> pairs(recording, text, file));
    if (pairs.isPresent()) {
      add(recording, text, pairs.get());
    } else {
      var unused = jobs.submit(KIND, recording.organization(), recording.id().value());
    }
  }

  /**
   * Brings a text here, where it can be read, before somebody makes clips of it.
   *
   * @return in use as long as it is held; empty where it cannot be read
   */
  public Optional<Path> fetch(Dataset recording, Dataset text) {
    try {
      Path file = file(text);
      if (pairs(recording, text, file).isPresent()) {
        return Optional.of(file);
      }
    } catch (UncheckedIOException missing) {
      log.warn("The text {} cannot be read", text.id(), missing);
    }
    return Optional.empty();
  }

  /** Says in the report of a text that it cannot be read. */
  public void unread(Dataset recording, Dataset text) {
    Finding unread =
        Finding.warning(ErrorCode.VALIDATION_FAILED, UNREAD, text.name(), recording.name());
    findings.replace(text.key(), Set.of(UNREAD), List.of(unread));
  }

  /** Empty where its bytes are damaged or gone. */
  private Optional<List<Pair>> pairs(Dataset recording, Dataset text, Path file) {
    try {
      return Optional.of(
          TrainingData.pairs(
              new Recording(recording.name(), () -> file(recording), recording.sha256()),
              file,
              text.name()));
    } catch (FormatException noText) {
      // Its own report says so.
      return Optional.of(List.of());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private Path file(Dataset dataset) {
    return blobs.file(dataset.organization(), dataset.sha256());
  }

  private void add(Dataset recording, Dataset text, List<Pair> pairs) {
    DatasetKey audio = recording.key();
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
    audio
        .in(
            jdbc,
            """
            insert into paired_text (audio_id, text_id)
            values (:owned,
                    (select id
                     from dataset
                     where id = :text and organization_id = :organization))
            """)
        .param("text", text.id().value())
        .update();
    audio
        .in(
            jdbc,
            """
            update dataset_file
            set duration_ms = :duration
            where dataset_id = :owned and number = 0
            """)
        .param("duration", known)
        .update();
    batches.batchUpdate(
        DatasetKey.owned(
            """
            insert into dataset_clip (dataset_id, number, file_number, start_ms, duration_ms,
                                      words, speaker, purpose)
            values (:owned, :number, 0, :start, :duration, :words, :speaker, :purpose)
            """),
        clips.toArray(MapSqlParameterSource[]::new));
    count(audio);
    findings.remove(text.key(), UNREAD);
    if (!beyond.isEmpty()) {
      List<Finding> told = beyond.subList(0, Math.min(MOST_TOLD, beyond.size()));
      findings.replace(text.key(), Set.of(BEYOND_END), told);
    }
    events.publishEvent(new RecordingPaired(audio));
  }

  private static MapSqlParameterSource clip(DatasetKey audio, int number, Pair pair, long wholeMs) {
    Long duration = pair.durationMs();
    return audio
        .parameters()
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
  public void remove(DatasetKey recording) {
    text(recording)
        .map(text -> new DatasetKey(recording.organization(), new DatasetId(text)))
        .ifPresent(text -> findings.remove(text, BEYOND_END));
    recording.in(jdbc, "delete from paired_text where audio_id = :owned").update();
    recording.in(jdbc, "delete from dataset_clip where dataset_id = :owned").update();
    count(recording);
  }

  private void count(DatasetKey recording) {
    recording
        .in(
            jdbc,
            """
            update dataset
            set clips = (select count(*) from dataset_clip where dataset_id = dataset.id)
            where id = :owned
            """)
        .update();
  }
}
