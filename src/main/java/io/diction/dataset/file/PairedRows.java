package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much of what trains a model is there, apart from the hours of audio. */
@Repository
public class PairedRows {
  private final JdbcClient jdbc;

  PairedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is ready to train.
   *
   * @param pairs recordings, or parts of them, with what is said in them
   * @param words in transcripts and texts
   */
  public record Amount(long pairs, long words) {}

  public Amount of(UUID organization, UUID model) {
    return jdbc.sql(
            """
            with own as (
              select d.id, d.type, d.pair_key, d.words
              from model_dataset m
              join dataset d on d.id = m.dataset_id
              where d.organization_id = :organization and m.model_id = :model
                and d.status = 'READY'
            ), tests as (
              select pair_key from own where type = 'TEST'
            ), clips as (
              select o.type, o.pair_key, c.purpose,
                     length(trim(c.words)) - length(replace(trim(c.words), ' ', '')) + 1 as words
              from own o
              join dataset_clip c on c.dataset_id = o.id
            )
            select (select count(*)
                    from own a
                    where a.type = 'AUDIO'
                      and not exists (select 1 from paired_text p where p.audio_id = a.id)
                      and a.pair_key not in (select pair_key from tests)
                      and exists (select 1 from own t
                                  where t.type = 'TRANSCRIPT' and t.pair_key = a.pair_key))
                   + (select count(*) from clips where purpose = 'TRAIN') as pairs,
                   (select coalesce(sum(words), 0)
                    from own
                    where type <> 'TEST'
                      and (type = 'MANIFEST' or pair_key not in (select pair_key from tests)))
                   - (select coalesce(sum(words), 0)
                      from clips
                      where purpose = 'TEST'
                        and (type = 'MANIFEST' or pair_key not in (select pair_key from tests)))
                     as words
            """)
        .param("organization", organization)
        .param("model", model)
        .query((row, number) -> new Amount(row.getLong("pairs"), Math.max(0, row.getLong("words"))))
        .single();
  }

  /** Keeps how many words and lines of text a dataset has. */
  public void words(DatasetKey dataset, long words, long lines) {
    dataset
        .in(jdbc, "update dataset set words = :words, text_lines = :lines where id = :owned")
        .param("words", words)
        .param("lines", lines)
        .update();
  }
}
