package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which recordings of a dataset have a transcript, and how far it says what they say. */
@Repository
public class TranscriptRows {
  /** Longer clips weigh more: they are all about as well heard, character by character. */
  private static final String AGREEMENT =
      """
      sum(a.word_share * char_length(a.spoken)) / nullif(sum(char_length(a.spoken)), 0)
      """;

  private static final String COMPARED =
      """
      from dataset_agreement a
      where a.dataset_id = :owned and a.state <> 'UNHEARD' and a.spoken <> ''
      """;

  private final JdbcClient jdbc;

  TranscriptRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is written for a recording.
   *
   * @param agreement share of its words that are heard; null where nothing was compared
   */
  public record Transcribed(@Nullable Double agreement) {}

  /** By file name; recordings without a transcript are absent. */
  public Map<String, Transcribed> all(DatasetKey dataset) {
    return of(dataset, null);
  }

  /** Those of some files. */
  public Map<String, Transcribed> of(DatasetKey dataset, @Nullable Collection<String> names) {
    Map<String, Transcribed> found = new HashMap<>();
    if (names != null && names.isEmpty()) {
      return found;
    }
    dataset
        .in(
            jdbc,
            """
            select distinct f.name
            from dataset_file f
            join dataset_clip c on c.dataset_id = f.dataset_id and c.file_number = f.number
            where f.dataset_id = :owned %s
            """
                .formatted(names == null ? "" : "and f.name in (:names)"))
        .param("names", names)
        .query(
            row -> {
              found.put(row.getString("name"), new Transcribed(null));
            });
    dataset
        .in(
            jdbc,
            """
            select a.file_name, %s as agreement
            %s %s
            group by a.file_name
            """
                .formatted(AGREEMENT, COMPARED, names == null ? "" : "and a.file_name in (:names)"))
        .param("names", names)
        .query(
            row -> {
              found.put(row.getString("file_name"), new Transcribed(row.getDouble("agreement")));
            });
    return found;
  }

  /** Of all that was compared in a dataset. */
  public Optional<Double> agreement(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select %s as agreement %s".formatted(AGREEMENT, COMPARED))
        .query((row, number) -> Optional.ofNullable(row.getObject("agreement", Double.class)))
        .single();
  }
}
