package io.diction.dataset.clip;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.TextPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of clips, as it is listed, searched and corrected. */
@Repository
public class ClipRows {
  private static final int MOST_SPEAKERS = 200;

  private static final String COLUMNS =
      """
      c.number, c.file_number, f.name, f.sha256, coalesce(f.duration_ms, 0) as whole_ms,
      c.start_ms, c.duration_ms, c.words, c.speaker, c.purpose
      """;

  private static final String CLIPS =
      """
      dataset_clip c
      join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
      """;

  private static final String CHOSEN =
      """
      (:purpose = '' or c.purpose = :purpose)
      and (:speaker = '' or c.speaker = :speaker)
      and lower(c.words) like :words
      """;

  private final JdbcClient jdbc;

  public ClipRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static String column(String sort) {
    return switch (sort) {
      case "length" -> "coalesce(c.duration_ms, f.duration_ms - c.start_ms, 0)";
      case "speaker" -> "c.speaker";
      case "file" -> "f.name";
      default -> "c.file_number";
    };
  }

  private JdbcClient.StatementSpec chosen(String sql, DatasetKey dataset, GridQuery query) {
    return dataset
        .in(jdbc, sql)
        .param("purpose", query.filter("purpose"))
        .param("speaker", query.filter("speaker"))
        .param("words", TextPattern.containing(query.filter("words")));
  }

  GridPage<KeptClip> page(DatasetKey dataset, GridQuery query) {
    long total =
        chosen(
                "select count(*) from dataset_clip c where c.dataset_id = :owned and " + CHOSEN,
                dataset,
                query)
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    String order = valid.descending() ? "desc" : "asc";
    List<KeptClip> rows =
        chosen(
                """
                select %s
                from %s
                where c.dataset_id = :owned and %s
                order by %s %s, c.file_number %s, c.start_ms %s, c.number %s
                limit :size offset :offset
                """
                    .formatted(
                        COLUMNS, CLIPS, CHOSEN, column(valid.sort()), order, order, order, order),
                dataset,
                valid)
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(ClipRows::clip)
            .list();
    return new GridPage<>(rows, total, valid);
  }

  List<String> speakers(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select distinct c.speaker
            from dataset_clip c
            where c.dataset_id = :owned and c.speaker <> ''
            order by c.speaker
            limit :most
            """)
        .param("most", MOST_SPEAKERS)
        .query(String.class)
        .list();
  }

  public List<KeptClip> all(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from %s
            where c.dataset_id = :owned
            order by c.file_number, c.start_ms, c.number
            """
                .formatted(COLUMNS, CLIPS))
        .query(ClipRows::clip)
        .list();
  }

  List<KeptClip> ofFile(DatasetKey dataset, String file) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from %s
            where c.dataset_id = :owned and f.name = :file
            order by c.start_ms, c.number
            """
                .formatted(COLUMNS, CLIPS))
        .param("file", file)
        .query(ClipRows::clip)
        .list();
  }

  Optional<KeptClip> find(DatasetKey dataset, int number) {
    return dataset
        .in(
            jdbc,
            "select %s from %s where c.dataset_id = :owned and c.number = :number"
                .formatted(COLUMNS, CLIPS))
        .param("number", number)
        .query(ClipRows::clip)
        .optional();
  }

  /** The clip that comes next in the same recording. */
  Optional<KeptClip> findNext(DatasetKey dataset, KeptClip clip) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from %s
            where c.dataset_id = :owned and c.file_number = :file
              and (c.start_ms > :start or (c.start_ms = :start and c.number > :number))
            order by c.start_ms, c.number
            limit 1
            """
                .formatted(COLUMNS, CLIPS))
        .param("file", clip.fileNumber())
        .param("start", clip.startMs())
        .param("number", clip.number())
        .query(ClipRows::clip)
        .optional();
  }

  /** The clip before or after in the order of the list, in whatever recording. */
  Optional<Integer> findBeside(DatasetKey dataset, KeptClip clip, boolean after) {
    return dataset
        .in(
            jdbc,
            """
            select c.number
            from dataset_clip c
            where c.dataset_id = :owned
              and (c.file_number %1$s :file
                   or (c.file_number = :file and c.start_ms %1$s :start)
                   or (c.file_number = :file and c.start_ms = :start and c.number %1$s :number))
            order by c.file_number %2$s, c.start_ms %2$s, c.number %2$s
            limit 1
            """
                .formatted(after ? ">" : "<", after ? "asc" : "desc"))
        .param("file", clip.fileNumber())
        .param("start", clip.startMs())
        .param("number", clip.number())
        .query(Integer.class)
        .optional();
  }

  /** Those of some datasets that are still there, whosever they are. */
  List<UUID> present(List<UUID> datasets) {
    return jdbc.sql("select id from dataset where id in (:datasets)")
        .param("datasets", datasets)
        .query(UUID.class)
        .list();
  }

  /** A recording's bytes. */
  Optional<String> findBytes(DatasetKey dataset, String file) {
    return dataset
        .in(
            jdbc,
            """
            select f.sha256
            from dataset_file f
            where f.dataset_id = :owned and f.name = :file
            order by f.number desc
            limit 1
            """)
        .param("file", file)
        .query(String.class)
        .optional();
  }

  /** A clip that says what was looked for. */
  public record Hit(UUID dataset, String datasetName, KeptClip clip) {}

  /** Clips of a model in which words stand. */
  GridPage<Hit> search(OrganizationId organization, CustomModelId model, GridQuery query) {
    String from =
        """
        from model_dataset m
        join dataset d on d.id = m.dataset_id
        join dataset_clip c on c.dataset_id = d.id
        join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
        where m.model_id = :model and d.organization_id = :organization
          and lower(c.words) like :words
        """;
    String words = TextPattern.containing(query.filter("words"));
    long total =
        jdbc.sql("select count(*)\n" + from)
            .param("model", model.value())
            .param("organization", organization.value())
            .param("words", words)
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    List<Hit> rows =
        jdbc.sql(
                """
                select d.id, d.name as dataset_name, %s
                %s
                order by d.id desc, c.file_number, c.start_ms, c.number
                limit :size offset :offset
                """
                    .formatted(COLUMNS, from))
            .param("model", model.value())
            .param("organization", organization.value())
            .param("words", words)
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(
                (row, number) ->
                    new Hit(
                        row.getObject("id", UUID.class),
                        row.getString("dataset_name"),
                        clip(row, number)))
            .list();
    return new GridPage<>(rows, total, valid);
  }

  /** Puts clips in the place of others; the first of them keeps the first number. */
  void replace(DatasetKey dataset, List<KeptClip> before, List<KeptClip> after) {
    int last =
        dataset
            .in(jdbc, "select coalesce(max(number), 0) from dataset_clip where dataset_id = :owned")
            .query(Integer.class)
            .single();
    String given = before.isEmpty() ? null : given(dataset, before.get(0)).orElse(null);
    for (KeptClip clip : before) {
      dataset
          .in(jdbc, "delete from dataset_clip where dataset_id = :owned and number = :number")
          .param("number", clip.number())
          .update();
    }
    for (int i = 0; i < after.size(); i++) {
      int number = i < before.size() ? before.get(i).number() : ++last;
      add(dataset, number, after.get(i), given);
    }
    dataset
        .in(
            jdbc,
            """
            update dataset
            set clips = (select count(*) from dataset_clip where dataset_id = :owned)
            where id = :owned
            """)
        .update();
  }

  /** What it was for before its dataset was split; empty where that is what it is for. */
  private Optional<String> given(DatasetKey dataset, KeptClip clip) {
    return dataset
        .in(
            jdbc,
            """
            select given
            from dataset_clip
            where dataset_id = :owned and number = :number and given is not null
            """)
        .param("number", clip.number())
        .query(String.class)
        .optional();
  }

  private void add(DatasetKey dataset, int number, KeptClip clip, @Nullable String given) {
    dataset
        .in(
            jdbc,
            """
            insert into dataset_clip (dataset_id, number, file_number, start_ms, duration_ms, words,
                                      speaker, purpose, given)
            values (:owned, :number, :file, :start, :duration, :words, :speaker, :purpose,
                    :given)
            """)
        .param("number", number)
        .param("file", clip.fileNumber())
        .param("start", clip.startMs())
        .param("duration", clip.durationMs())
        .param("words", clip.words())
        .param("speaker", clip.speaker())
        .param("purpose", clip.purpose().name())
        .param("given", given)
        .update();
  }

  private static KeptClip clip(ResultSet row, int number) throws SQLException {
    return new KeptClip(
        row.getInt("number"),
        row.getInt("file_number"),
        row.getString("name"),
        row.getString("sha256"),
        row.getLong("whole_ms"),
        row.getLong("start_ms"),
        row.getObject("duration_ms", Long.class),
        row.getString("words"),
        row.getString("speaker"),
        Purpose.valueOf(row.getString("purpose")));
  }
}
