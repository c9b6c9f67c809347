package io.diction.dataset.agreement;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.agreement.ComparedClip.Origin;
import io.diction.dataset.agreement.ComparedClip.State;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what was heard in datasets. */
@Repository
class AgreementRows {
  private static final String COLUMNS =
      """
      number, identity, file_name, recording, start_ms, duration_ms, origin, words, spoken, heard,
      clip_key, state, score, margin, word_share, unwritten_ms, fault, swap_with
      """;

  private static final int DELETED_AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  AgreementRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** What came of listening. */
  enum Outcome {
    HEARD,
    /** There is no base model for the language. */
    NO_BASE,
    /** Nothing has both sound and words. */
    NO_SOUND
  }

  /**
   * How listening to a dataset went.
   *
   * @param language that its texts are rather in; empty where it is the model's
   * @param seconds of sound that was compared
   * @param cutSeconds of these in recordings that had to be cut
   * @param base that heard it, SHA-256
   */
  record Hearing(
      UUID job, Outcome outcome, String language, double seconds, double cutSeconds, String base) {
    static Hearing of(UUID job, Outcome outcome) {
      return new Hearing(job, outcome, "", 0, 0, "");
    }
  }

  void hearing(DatasetKey dataset, Hearing hearing) {
    dataset.in(jdbc, "delete from dataset_hearing where dataset_id = :owned").update();
    dataset
        .in(
            jdbc,
            """
            insert into dataset_hearing (dataset_id, job_id, outcome, language, seconds,
                                         cut_seconds, base)
            values (:owned, :job, :outcome, :language, :seconds, :cutSeconds, :base)
            """)
        .param("job", hearing.job())
        .param("outcome", hearing.outcome().name())
        .param("language", hearing.language())
        .param("seconds", hearing.seconds())
        .param("cutSeconds", hearing.cutSeconds())
        .param("base", hearing.base())
        .update();
  }

  Optional<Hearing> findHearing(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select job_id, outcome, language, seconds, cut_seconds, base
            from dataset_hearing
            where dataset_id = :owned
            """)
        .query(
            (row, number) ->
                new Hearing(
                    row.getObject("job_id", UUID.class),
                    Outcome.valueOf(row.getString("outcome")),
                    row.getString("language"),
                    row.getDouble("seconds"),
                    row.getDouble("cut_seconds"),
                    row.getString("base")))
        .optional();
  }

  /** Whether a dataset is still there; it stays until the transaction ends. */
  boolean hold(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select 1
            from dataset
            where id = :dataset and organization_id = :organization
            for update
            """)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  Set<String> identities(DatasetKey dataset) {
    return new HashSet<>(
        dataset
            .in(jdbc, "select distinct identity from dataset_agreement where dataset_id = :owned")
            .query(String.class)
            .list());
  }

  /** Clips that are no longer what they were. */
  void removeOf(DatasetKey dataset, Collection<String> identities) {
    List<String> gone = List.copyOf(identities);
    for (int from = 0; from < gone.size(); from += DELETED_AT_ONCE) {
      dataset
          .in(
              jdbc,
              "delete from dataset_agreement where dataset_id = :owned and identity in (:gone)")
          .param("gone", gone.subList(from, Math.min(gone.size(), from + DELETED_AT_ONCE)))
          .update();
    }
  }

  int lastNumber(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            "select coalesce(max(number), 0) from dataset_agreement where dataset_id = :owned")
        .query(Integer.class)
        .single();
  }

  /** Adds clips, numbered from here on. */
  void add(DatasetKey dataset, int first, List<ComparedClip> clips) {
    MapSqlParameterSource[] rows = new MapSqlParameterSource[clips.size()];
    for (int i = 0; i < rows.length; i++) {
      ComparedClip clip = clips.get(i);
      rows[i] =
          dataset
              .parameters()
              .addValue("number", first + i)
              .addValue("identity", clip.identity())
              .addValue("file", clip.file())
              .addValue("recording", clip.recording())
              .addValue("start", clip.startMs())
              .addValue("duration", clip.durationMs())
              .addValue("origin", clip.origin().name())
              .addValue("words", clip.words())
              .addValue("spoken", clip.spoken())
              .addValue(
                  "heard",
                  clip.heard().stream()
                      .map(word -> String.format(Locale.ROOT, "%.2f", word))
                      .collect(Collectors.joining(" ")))
              .addValue("key", clip.key())
              .addValue("state", clip.state().name())
              .addValue("score", clip.score())
              .addValue("margin", clip.margin())
              .addValue("share", clip.wordShare())
              .addValue("unwritten", clip.unwrittenMs())
              .addValue("fault", clip.fault());
    }
    batches.batchUpdate(
        DatasetKey.owned(
            """
        insert into dataset_agreement (dataset_id, number, identity, file_name, recording, start_ms,
                                       duration_ms, origin, words, spoken, heard, clip_key, state,
                                       score, margin, word_share, unwritten_ms, fault)
        values (:owned, :number, :identity, :file, :recording, :start, :duration, :origin, :words,
                :spoken, :heard, :key, :state, :score, :margin, :share, :unwritten, :fault)
        """),
        rows);
  }

  void swapWith(DatasetKey dataset, int number, int other) {
    dataset
        .in(
            jdbc,
            """
            update dataset_agreement
            set swap_with = :other
            where dataset_id = :owned and number = :number
            """)
        .param("number", number)
        .param("other", other)
        .update();
  }

  private static String column(String sort) {
    return sort.equals("name") ? "file_name" : "margin";
  }

  GridPage<ComparedClip> page(DatasetKey dataset, GridQuery query) {
    String state = query.filter("state");
    String where =
        Arrays.stream(State.values()).anyMatch(known -> known.name().equals(state))
            ? "and state = :state"
            : "";
    long total =
        dataset
            .in(
                jdbc,
                "select count(*) from dataset_agreement where dataset_id = :owned %s"
                    .formatted(where))
            .param("state", state)
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    String order = valid.descending() ? "desc" : "asc";
    List<ComparedClip> rows =
        dataset
            .in(
                jdbc,
                """
                select %s
                from dataset_agreement
                where dataset_id = :owned %s
                order by %s %s, number %s
                limit :size offset :offset
                """
                    .formatted(COLUMNS, where, column(valid.sort()), order, order))
            .param("state", state)
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(AgreementRows::clip)
            .list();
    return new GridPage<>(rows, total, valid);
  }

  Optional<ComparedClip> find(DatasetKey dataset, int number) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from dataset_agreement
            where dataset_id = :owned and number = :number
            """
                .formatted(COLUMNS))
        .param("number", number)
        .query(AgreementRows::clip)
        .optional();
  }

  /** Clips with something to tell, worst first. */
  List<ComparedClip> worst(DatasetKey dataset, int most) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from dataset_agreement
            where dataset_id = :owned and state <> 'FINE'
            order by margin, number
            limit :most
            """
                .formatted(COLUMNS))
        .param("most", most)
        .query(AgreementRows::clip)
        .list();
  }

  Map<State, Integer> counts(DatasetKey dataset) {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    dataset
        .in(
            jdbc,
            """
            select state, count(*) as clips
            from dataset_agreement
            where dataset_id = :owned
            group by state
            """)
        .query(
            row -> {
              counts.put(State.valueOf(row.getString("state")), row.getInt("clips"));
            });
    return counts;
  }

  /** Of what training needs. */
  List<String> keys(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select distinct clip_key
            from dataset_agreement
            where dataset_id = :owned and clip_key <> ''
            """)
        .query(String.class)
        .list();
  }

  private static ComparedClip clip(ResultSet row, int number) throws SQLException {
    String heard = row.getString("heard");
    return new ComparedClip(
        row.getInt("number"),
        row.getString("identity"),
        row.getString("file_name"),
        row.getString("recording"),
        row.getLong("start_ms"),
        row.getObject("duration_ms", Long.class),
        Origin.valueOf(row.getString("origin")),
        row.getString("words"),
        row.getString("spoken"),
        heard.isEmpty() ? List.of() : Arrays.stream(heard.split(" ")).map(Double::valueOf).toList(),
        row.getString("clip_key"),
        State.valueOf(row.getString("state")),
        row.getDouble("score"),
        row.getDouble("margin"),
        row.getDouble("word_share"),
        row.getInt("unwritten_ms"),
        row.getString("fault"),
        row.getObject("swap_with", Integer.class));
  }
}
