package io.diction.dataset.report;

import io.diction.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of a dataset other services refuse or drop, though it is used here. */
@Repository
class PeerLimits {
  private static final long ARCHIVE_BYTES = 2L << 30;
  private static final long PRONUNCIATION_BYTES = 1 << 20;
  private static final int FILES = 10_000;
  private static final int CLIP_MS = 40_000;
  private static final int RECORDING_MS = 2 * 3_600_000;
  private static final Set<String> LINES =
      Set.of("web_address", "repeated_letters", "repeated_words");

  private final JdbcClient jdbc;

  PeerLimits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One sentence.
   *
   * @param count how much there is of it
   */
  record Note(String name, long count) {
    /** For pages. */
    public String getMessageKey() {
      return "peer." + name;
    }
  }

  private record Counts(
      long clips, long formats, long recordings, long files, long lines, long pronunciations) {}

  /**
   * All that there are.
   *
   * @param pronunciations that a list by itself brings
   */
  List<Note> of(Dataset dataset, int pronunciations) {
    if (dataset.status().isUnderWay()) {
      return List.of();
    }
    Counts counts = counts(dataset);
    boolean archive = dataset.name().toLowerCase(Locale.ROOT).endsWith(".zip");
    List<Note> notes = new ArrayList<>();
    add(notes, "formats", counts.formats());
    add(notes, "clips", counts.clips());
    add(notes, "recordings", counts.recordings());
    add(notes, "lines", counts.lines());
    add(notes, "files", counts.files() > FILES ? counts.files() : 0);
    add(notes, "archive", archive && dataset.sizeBytes() > ARCHIVE_BYTES ? 1 : 0);
    boolean longList = pronunciations > 0 && dataset.sizeBytes() > PRONUNCIATION_BYTES;
    add(notes, "pronunciations", longList ? 1 : counts.pronunciations());
    return notes;
  }

  private static void add(List<Note> notes, String name, long count) {
    if (count > 0) {
      notes.add(new Note(name, count));
    }
  }

  private Counts counts(Dataset dataset) {
    return dataset
        .key()
        .in(
            jdbc,
            """
            select (select count(*)
                    from dataset_clip c
                    join dataset_file f
                      on f.dataset_id = c.dataset_id and f.number = c.file_number
                    where c.dataset_id = :owned
                      and coalesce(c.duration_ms, f.duration_ms - c.start_ms) > :clip) as clips,
                   (select count(*)
                    from dataset_item i
                    where i.dataset_id = :owned and i.container is not null and not i.left_out
                      and not (i.container = 'wav' and i.codec = 'pcm_s16le' and i.channels = 1
                               and i.sample_rate in (8000, 16000))) as formats,
                   (select count(*)
                    from dataset_item i
                    where i.dataset_id = :owned and i.duration_ms > :recording
                      and not i.left_out) as recordings,
                   (select count(*)
                    from dataset_item i
                    where i.dataset_id = :owned and not i.left_out) as files,
                   (select coalesce(sum(f.times), 0)
                    from dataset_finding f
                    where f.dataset_id = :owned and f.rule in (:lines)) as lines,
                   (select count(*)
                    from dataset_finding f
                    join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.file_name
                    where f.dataset_id = :owned and f.rule = 'vocabulary_list'
                      and i.size_bytes > :pronunciation) as pronunciations
            """)
        .param("clip", CLIP_MS)
        .param("recording", RECORDING_MS)
        .param("lines", LINES)
        .param("pronunciation", PRONUNCIATION_BYTES)
        .query(
            (row, number) ->
                new Counts(
                    row.getLong("clips"),
                    row.getLong("formats"),
                    row.getLong("recordings"),
                    row.getLong("files"),
                    row.getLong("lines"),
                    row.getLong("pronunciations")))
        .single();
  }
}
