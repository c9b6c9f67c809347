package io.diction.dataset.clip;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.Purpose;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what people did to clips. */
@Repository
class ClipEditRows {
  private static final String BEFORE = "BEFORE";
  private static final String AFTER = "AFTER";

  private final JdbcClient jdbc;

  ClipEditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Side(int edit, String name) {}

  /** In the order in which they were made. */
  List<ClipEdit> list(DatasetKey dataset) {
    Map<Side, List<KeptClip>> parts = parts(dataset);
    return dataset
        .in(
            jdbc,
            """
            select number, kind, applied, made_at, made_by
            from clip_edit
            where dataset_id = :owned
            order by number
            """)
        .query(
            (row, index) -> {
              int number = row.getInt("number");
              return new ClipEdit(
                  number,
                  ClipEdit.Kind.valueOf(row.getString("kind")),
                  row.getBoolean("applied"),
                  parts.getOrDefault(new Side(number, BEFORE), List.of()),
                  parts.getOrDefault(new Side(number, AFTER), List.of()),
                  row.getObject("made_at", OffsetDateTime.class),
                  row.getString("made_by"));
            })
        .list();
  }

  Optional<ClipEdit> find(DatasetKey dataset, int number) {
    return list(dataset).stream().filter(edit -> edit.number() == number).findFirst();
  }

  private Map<Side, List<KeptClip>> parts(DatasetKey dataset) {
    Map<Side, List<KeptClip>> parts = new HashMap<>();
    dataset
        .in(
            jdbc,
            """
            select p.edit_number, p.side, p.file_name, p.start_ms, p.duration_ms, p.words,
                   p.speaker, p.purpose, coalesce(f.number, -1) as file_number,
                   coalesce(f.sha256, '') as sha256, coalesce(f.duration_ms, 0) as whole_ms
            from clip_edit_part p
            join dataset d on d.id = p.dataset_id
            left join dataset_file f on f.dataset_id = p.dataset_id and f.name = p.file_name
              and (f.number > 0 or d.type = 'AUDIO')
            where p.dataset_id = :owned
            order by p.edit_number, p.side, p.place
            """)
        .query(
            row -> {
              Side side = new Side(row.getInt("edit_number"), row.getString("side"));
              parts
                  .computeIfAbsent(side, key -> new ArrayList<>())
                  .add(
                      new KeptClip(
                          0,
                          row.getInt("file_number"),
                          row.getString("file_name"),
                          row.getString("sha256"),
                          row.getLong("whole_ms"),
                          row.getLong("start_ms"),
                          row.getObject("duration_ms", Long.class),
                          row.getString("words"),
                          row.getString("speaker"),
                          Purpose.valueOf(row.getString("purpose"))));
            });
    return parts;
  }

  int count(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select count(*) from clip_edit where dataset_id = :owned")
        .query(Integer.class)
        .single();
  }

  void add(DatasetKey dataset, ClipEdit edit) {
    int number =
        dataset
            .in(
                jdbc,
                "select coalesce(max(number), 0) + 1 from clip_edit where dataset_id = :owned")
            .query(Integer.class)
            .single();
    dataset
        .in(
            jdbc,
            """
            insert into clip_edit (dataset_id, number, kind, applied, made_at, made_by)
            values (:owned, :number, :kind, true, :at, :by)
            """)
        .param("number", number)
        .param("kind", edit.kind().name())
        .param("at", edit.at())
        .param("by", edit.by())
        .update();
    add(dataset, number, BEFORE, edit.before());
    add(dataset, number, AFTER, edit.after());
  }

  private void add(DatasetKey dataset, int number, String side, List<KeptClip> clips) {
    for (int place = 0; place < clips.size(); place++) {
      KeptClip clip = clips.get(place);
      dataset
          .in(
              jdbc,
              """
              insert into clip_edit_part (dataset_id, edit_number, side, place, file_name, start_ms,
                                          duration_ms, words, speaker, purpose)
              values (:owned, :number, :side, :place, :file, :start, :duration, :words, :speaker,
                      :purpose)
              """)
          .param("number", number)
          .param("side", side)
          .param("place", place)
          .param("file", clip.file())
          .param("start", clip.startMs())
          .param("duration", clip.durationMs())
          .param("words", clip.words())
          .param("speaker", clip.speaker())
          .param("purpose", clip.purpose().name())
          .update();
    }
  }

  void applied(DatasetKey dataset, ClipEdit edit, boolean applied) {
    dataset
        .in(
            jdbc,
            """
            update clip_edit
            set applied = :applied
            where dataset_id = :owned and number = :number
            """)
        .param("applied", applied)
        .param("number", edit.number())
        .update();
  }

  void remove(DatasetKey dataset, ClipEdit edit) {
    dataset
        .in(jdbc, "delete from clip_edit where dataset_id = :owned and number = :number")
        .param("number", edit.number())
        .update();
  }
}
