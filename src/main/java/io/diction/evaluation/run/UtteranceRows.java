package io.diction.evaluation.run;

import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.speech.evaluate.WordErrorRate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables of utterances and of what was heard in them. */
@Repository
public class UtteranceRows {
  public static final String COLUMNS =
      """
      u.run_id as runId, u.number, u.dataset_id as datasetId, u.file_name as fileName,
      u.audio_sha256 as audioSha256, u.start_ms as startMs, u.duration_ms as durationMs,
      u.reference, u.speaker, u.sample_rate as sampleRate, u.length_ms as lengthMs, u.snr,
      u.state, u.fault
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final JsonMapper json = JsonMapper.builder().build();

  UtteranceRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  public void add(List<TestUtterance> utterances) {
    batches.batchUpdate(
        """
        insert into test_utterance (
          run_id, number, dataset_id, file_name, audio_sha256, start_ms, duration_ms, reference,
          speaker, sample_rate, state, fault)
        values (
          :run, :number, :dataset, :file, :audio, :start, :duration, :reference,
          :speaker, :rate, :state, :fault)
        """,
        utterances.stream()
            .map(
                one ->
                    new MapSqlParameterSource("run", one.runId())
                        .addValue("number", one.number())
                        .addValue("dataset", one.datasetId())
                        .addValue("file", one.fileName())
                        .addValue("audio", one.audioSha256())
                        .addValue("start", one.startMs())
                        .addValue("duration", one.durationMs())
                        .addValue("reference", one.reference())
                        .addValue("speaker", one.speaker())
                        .addValue("rate", one.sampleRate())
                        .addValue("state", one.state().name())
                        .addValue("fault", one.fault()))
            .toArray(MapSqlParameterSource[]::new));
  }

  public void addAudio(UUID run, Collection<String> hashes) {
    batches.batchUpdate(
        "insert into test_audio (run_id, sha256) values (:run, :sha256)",
        hashes.stream()
            .map(hash -> new MapSqlParameterSource("run", run).addValue("sha256", hash))
            .toArray(MapSqlParameterSource[]::new));
  }

  public List<String> audio(UUID run) {
    return jdbc.sql("select sha256 from test_audio where run_id = :run order by sha256")
        .param("run", run)
        .query(String.class)
        .list();
  }

  public List<TestUtterance> all(UUID run) {
    return jdbc.sql(
            "select " + COLUMNS + " from test_utterance u where u.run_id = :run order by u.number")
        .param("run", run)
        .query(TestUtterance.class)
        .list();
  }

  /** Those not yet recognised, in their order. */
  public List<TestUtterance> waiting(UUID run) {
    return all(run).stream().filter(one -> one.state() == TestUtterance.State.WAITING).toList();
  }

  public Optional<TestUtterance> find(UUID run, int number) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from test_utterance u where u.run_id = :run and u.number = :number")
        .param("run", run)
        .param("number", number)
        .query(TestUtterance.class)
        .optional();
  }

  /**
   * @return whether it waited; what has ended one way stays so
   */
  public boolean heard(UUID run, int number, long lengthMs, @Nullable Double snr) {
    return ended(run, number, TestUtterance.State.HEARD, lengthMs, snr, "");
  }

  /**
   * @return whether it waited
   */
  public boolean unreadable(UUID run, int number, String fault) {
    return ended(run, number, TestUtterance.State.UNREADABLE, null, null, fault);
  }

  private boolean ended(
      UUID run,
      int number,
      TestUtterance.State state,
      @Nullable Long lengthMs,
      @Nullable Double snr,
      String fault) {
    return jdbc.sql(
                """
            update test_utterance
            set state = :state, length_ms = :length, snr = :snr, fault = :fault
            where run_id = :run and number = :number and state = 'WAITING'
            """)
            .param("state", state.name())
            .param("length", lengthMs)
            .param("snr", snr)
            .param("fault", fault)
            .param("run", run)
            .param("number", number)
            .update()
        == 1;
  }

  public void add(UUID run, TestHypothesis one) {
    jdbc.sql(
            """
            insert into test_hypothesis (
              run_id, utterance, position, substitutions, deletions, insertions, reference_words,
              processor_ms, taken_ms, said, words, compared, written)
            values (
              :run, :utterance, :position, :substitutions, :deletions, :insertions, :referenceWords,
              :processor, :taken, :said, :words, :compared, :written)
            """)
        .param("run", run)
        .param("utterance", one.utterance())
        .param("position", one.position())
        .param("substitutions", one.errors().substitutions())
        .param("deletions", one.errors().deletions())
        .param("insertions", one.errors().insertions())
        .param("referenceWords", one.errors().words())
        .param("processor", one.processorMs())
        .param("taken", one.takenMs())
        .param("said", one.text())
        .param("words", json.writeValueAsString(one.words()))
        .param("compared", one.saidWords() + "\n" + one.heardWords())
        .param("written", one.written())
        .update();
  }

  /** Numbers of the utterances that a subject got something wrong in. */
  public Set<Integer> wrong(UUID run, int position) {
    return Set.copyOf(
        jdbc.sql(
                """
                select utterance
                from test_hypothesis
                where run_id = :run and position = :position
                  and substitutions + deletions + insertions > 0
                """)
            .param("run", run)
            .param("position", position)
            .query(Integer.class)
            .list());
  }

  /** What was heard in some utterances, or in all, by utterance and position. */
  public List<TestHypothesis> heard(UUID run, @Nullable Collection<Integer> utterances) {
    if (utterances != null && utterances.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select utterance, position, substitutions, deletions, insertions, reference_words,
                   processor_ms, taken_ms, said, words, written
            from test_hypothesis
            where run_id = :run%s
            order by utterance, position
            """
                .formatted(utterances == null ? "" : " and utterance in (:utterances)"))
        .param("run", run)
        .param("utterances", utterances == null ? List.of() : utterances)
        .query(this::hypothesis)
        .list();
  }

  private TestHypothesis hypothesis(ResultSet row, int number) throws SQLException {
    return new TestHypothesis(
        row.getInt("utterance"),
        row.getInt("position"),
        new WordErrorRate(
            row.getInt("substitutions"),
            row.getInt("deletions"),
            row.getInt("insertions"),
            row.getInt("reference_words")),
        row.getDouble("processor_ms"),
        row.getDouble("taken_ms"),
        row.getString("said"),
        Arrays.asList(json.readValue(row.getString("words"), Word[].class)),
        row.getString("written"));
  }
}
