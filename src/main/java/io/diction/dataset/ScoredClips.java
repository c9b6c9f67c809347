package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.HeldOut.Span;
import io.diction.dataset.TrainingData.Pair;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What models were measured with, and what recordings sound like. */
@Repository
class ScoredClips {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final Clock clock;

  ScoredClips(JdbcClient jdbc, NamedParameterJdbcOperations batches, Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
  }

  void add(CustomModelId model, List<Pair> tests) {
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    Map<String, String> sounds = sounds(model);
    batches.batchUpdate(
        """
        insert into scored_clip (model_id, sha256, sound, start_ms, end_ms, name, scored_at)
        values (:model, :sha256, :sound, :start, :end, :name, :now)
        on conflict do nothing
        """,
        tests.stream()
            .map(
                test ->
                    new MapSqlParameterSource("model", model.value())
                        .addValue("sha256", test.sha256())
                        .addValue("sound", sounds.getOrDefault(test.sha256(), test.sha256()))
                        .addValue("start", test.startMs())
                        .addValue("end", test.endMs())
                        .addValue("name", test.name())
                        .addValue("now", now))
            .toArray(MapSqlParameterSource[]::new));
  }

  /** By their sound, which is known even when their bytes are gone. */
  List<Span> of(CustomModelId model) {
    return jdbc.sql(
            """
            select name, sound, start_ms, end_ms
            from scored_clip
            where model_id = :model
            order by sha256, start_ms
            """)
        .param("model", model.value())
        .query(
            (row, number) ->
                new Span(
                    row.getString("name"),
                    row.getString("sound"),
                    row.getLong("start_ms"),
                    row.getLong("end_ms")))
        .list();
  }

  /** Whether a model has anything to test with. */
  boolean isTested(CustomModelId model) {
    return jdbc.sql(
            """
            select case when
              exists (select 1 from scored_clip s where s.model_id = :model)
              or exists (
                select 1
                from model_dataset m join dataset d on d.id = m.dataset_id
                where m.model_id = :model and d.status = 'READY' and d.type = 'TEST')
              or exists (
                select 1
                from model_dataset m
                join dataset d on d.id = m.dataset_id
                join dataset_clip c on c.dataset_id = d.id
                where m.model_id = :model and d.status = 'READY' and c.purpose = 'TEST')
              then 1 else 0 end
            """)
        .param("model", model.value())
        .query(Integer.class)
        .single()
        .equals(1);
  }

  /** Clips of a dataset that a score of one of its models has used. */
  List<Span> ofDataset(UUID dataset) {
    return jdbc.sql(
            """
            select distinct s.name, s.sha256, s.start_ms, s.end_ms
            from dataset_file f
            join model_dataset m on m.dataset_id = f.dataset_id
            join scored_clip s on s.model_id = m.model_id and s.sha256 = f.sha256
            where f.dataset_id = :dataset
            """)
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Span(
                    row.getString("name"),
                    row.getString("sha256"),
                    row.getLong("start_ms"),
                    row.getLong("end_ms")))
        .list();
  }

  /** What the recordings of a model sound like once decoded, by their bytes, where it is known. */
  Map<String, String> sounds(CustomModelId model) {
    Map<String, String> sounds = new HashMap<>();
    jdbc.sql(
            """
            select distinct f.sha256, i.samples_sha256
            from model_dataset m
            join dataset_file f on f.dataset_id = m.dataset_id
            join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.name
            where m.model_id = :model and i.samples_sha256 is not null
            """)
        .param("model", model.value())
        .query(
            row -> {
              sounds.put(row.getString("sha256"), row.getString("samples_sha256"));
            });
    return sounds;
  }
}
