package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.HeldOut.Span;
import io.diction.dataset.TrainingData.Pair;
import io.diction.identity.OrganizationId;
import io.diction.speech.audio.AudioPrint;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What models were measured with, and what recordings sound like. */
@Repository
class ScoredClips {
  private static final int AT_ONCE = 500;
  private static final AudioPrint NOT_KEPT = new AudioPrint(new int[0]);

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final Clock clock;

  ScoredClips(JdbcClient jdbc, NamedParameterJdbcOperations batches, Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
  }

  @Transactional
  public void add(CustomModelId model, OrganizationId organization, List<Pair> tests) {
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    Map<String, String> sounds = sounds(model, organization);
    Map<String, Sound> prints = new HashMap<>();
    Set<String> wanted = new HashSet<>();
    tests.forEach(test -> wanted.add(sounds.getOrDefault(test.sha256(), test.sha256())));
    prints(
        model,
        organization,
        sound -> {
          if (wanted.contains(sound.samples())) {
            prints.putIfAbsent(sound.samples(), sound);
          }
        });
    batches.batchUpdate(
        """
        insert into scored_clip (model_id, sha256, sound, start_ms, end_ms, name, scored_at, print,
                                 whole_ms)
        values ((select id
                 from custom_model
                 where id = :model and organization_id = :organization), :sha256, :sound, :start, :end, :name, :now, :print, :whole)
        on conflict do nothing
        """,
        tests.stream()
            .map(
                test -> {
                  String sound = sounds.getOrDefault(test.sha256(), test.sha256());
                  Sound known = prints.get(sound);
                  return new MapSqlParameterSource("model", model.value())
                      .addValue("organization", organization.value())
                      .addValue("sha256", test.sha256())
                      .addValue("sound", sound)
                      .addValue("start", test.startMs())
                      .addValue("end", test.endMs())
                      .addValue("name", test.name())
                      .addValue("now", now)
                      .addValue(
                          "print", known == null ? null : known.print().toBytes(), Types.VARBINARY)
                      .addValue("whole", known == null ? null : known.wholeMs());
                })
            .toArray(MapSqlParameterSource[]::new));
  }

  /**
   * A recording.
   *
   * @param samples identity of what it sounds like
   * @param print by which its copies are known
   */
  record Sound(String samples, AudioPrint print, long wholeMs) {
    double seconds() {
      return wholeMs / 1000.0;
    }

    /** What is kept while there are many of them. */
    Sound withoutPrint() {
      return new Sound(samples, NOT_KEPT, wholeMs);
    }
  }

  /**
   * The recordings of a model, and those that a score of it has used, where they were measured; one
   * by one, as all together may be more than memory has. The same one may come several times.
   */
  @Transactional(readOnly = true)
  public void prints(CustomModelId model, OrganizationId organization, Consumer<Sound> each) {
    jdbc.sql(
            """
            select i.samples_sha256 as samples, i.print, i.duration_ms as whole_ms
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_item i on i.dataset_id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and i.samples_sha256 is not null and i.print is not null and i.duration_ms is not null
            union all
            select s.sound as samples, s.print, s.whole_ms
            from scored_clip s
            join custom_model o on o.id = s.model_id
            where s.model_id = :model and o.organization_id = :organization
              and s.print is not null and s.whole_ms is not null
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              AudioPrint print = AudioPrint.of(row.getBytes("print"));
              each.accept(new Sound(row.getString("samples"), print, row.getLong("whole_ms")));
            });
  }

  /** How long the texts of a model are, by their bytes: known without having them here. */
  Map<String, Long> textSizes(CustomModelId model, OrganizationId organization) {
    Map<String, Long> sizes = new HashMap<>();
    jdbc.sql(
            """
            select f.sha256, f.size_bytes
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_file f on f.dataset_id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and f.number > 0 and f.duration_ms is null
            union
            select d.sha256, d.size_bytes
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and d.type = 'TRANSCRIPT'
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            row -> {
              sizes.put(row.getString("sha256"), row.getLong("size_bytes"));
            });
    return sizes;
  }

  /** How long the recordings of a model are in milliseconds, by their bytes. */
  Map<String, Long> lengths(CustomModelId model, OrganizationId organization) {
    Map<String, Long> lengths = new HashMap<>();
    jdbc.sql(
            """
            select case when f.number = 0 then d.sha256 else f.sha256 end as sha256,
                   coalesce(f.duration_ms, d.duration_ms) as whole_ms
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_file f on f.dataset_id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and (f.number > 0 and f.duration_ms is not null
                   or f.number = 0 and d.type = 'AUDIO' and d.duration_ms is not null)
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            row -> {
              lengths.put(row.getString("sha256"), row.getLong("whole_ms"));
            });
    return lengths;
  }

  /** By their sound, which is known even when their bytes are gone. */
  List<Span> of(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select s.name, s.sound, s.start_ms, s.end_ms
            from scored_clip s
            join custom_model o on o.id = s.model_id
            where s.model_id = :model and o.organization_id = :organization
            order by s.sha256, s.start_ms
            """)
        .param("model", model.value())
        .param("organization", organization.value())
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
  boolean isTested(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select case when
              exists (
                select 1
                from scored_clip s join custom_model o on o.id = s.model_id
                where s.model_id = :model and o.organization_id = :organization)
              or exists (
                select 1
                from model_dataset m join dataset d on d.id = m.dataset_id
                where m.model_id = :model and d.organization_id = :organization
                  and d.status = 'READY' and d.type = 'TEST')
              or exists (
                select 1
                from model_dataset m
                join dataset d on d.id = m.dataset_id
                join dataset_clip c on c.dataset_id = d.id
                where m.model_id = :model and d.organization_id = :organization
                  and d.status = 'READY' and c.purpose = 'TEST')
              then 1 else 0 end
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(Integer.class)
        .single()
        .equals(1);
  }

  /** Clips of a dataset that a score of one of its models has used. */
  List<Span> ofDataset(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select distinct s.name, s.sha256, s.start_ms, s.end_ms
            from dataset_file f
            join model_dataset m on m.dataset_id = f.dataset_id
            join scored_clip s on s.model_id = m.model_id and s.sha256 = f.sha256
            where f.dataset_id = :owned
            """)
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
  Map<String, String> sounds(CustomModelId model, OrganizationId organization) {
    Map<String, String> sounds = new HashMap<>();
    jdbc.sql(
            """
            select distinct case when f.number = 0 then d.sha256 else f.sha256 end as sha256,
                   i.samples_sha256
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_file f on f.dataset_id = m.dataset_id
            join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.name
            where m.model_id = :model and d.organization_id = :organization
              and i.samples_sha256 is not null
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            row -> {
              sounds.put(row.getString("sha256"), row.getString("samples_sha256"));
            });
    return sounds;
  }
}
