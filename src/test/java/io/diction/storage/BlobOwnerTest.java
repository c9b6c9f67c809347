package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Databases;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A count is put right by the rows that refer to stored bytes: those of a table that no {@link
 * BlobOwner} tells of would be lost.
 */
class BlobOwnerTest {
  /** Told of by an owner. */
  private static final Set<String> REFERENCES =
      Set.of(
          "contribution.sha256",
          "dataset_change.sha256",
          "dataset_file.sha256",
          "dataset_block.sha256",
          "dataset_part.sha256",
          "guard_clip.audio_sha256",
          "endpoint_log.sha256",
          "model_version.artifact_sha256",
          "session_delivery.audio_sha256",
          "stt_session.audio_sha256",
          "stt_session.terms_sha256",
          "stt_session.text_sha256",
          "stt_session.transcript_sha256",
          "test_audio.sha256");

  /** Hashes of something else, or said again of what another row refers to. */
  private static final Set<String> OTHERS =
      Set.of(
          "api_key.key_sha256",
          "base_model.pack_sha256",
          "blob.sha256",
          "dataset.sha256",
          "dataset_item.samples_sha256",
          "guard_result.data_sha256",
          "guard_set.data_sha256",
          "invitation.token_sha256",
          "session_taught.audio_sha256",
          "transcription_source.sha256",
          "scored_clip.sha256",
          "test_run.data_sha256",
          "test_subject.sha256",
          "test_utterance.audio_sha256",
          "version_reproduction.sha256");

  @Test
  void isThereForEveryColumnOfHashes() {
    JdbcClient jdbc =
        JdbcClient.create(
            Databases.h2(
                "__root",
                "web",
                "audit",
                "storage",
                "jobs",
                "organization",
                "account",
                "catalog",
                "project",
                "custommodel",
                "dataset",
                "training",
                "evaluation",
                "sharing",
                "notification",
                "transcription",
                "usage",
                "api"));

    List<String> columns =
        jdbc.sql(
                """
                select table_name || '.' || column_name
                from information_schema.columns
                where table_schema = 'public' and column_name like '%sha256'
                """)
            .query(String.class)
            .list();

    assertThat(columns)
        .as("a new column of hashes: does a BlobOwner tell of it?")
        .contains("blob.sha256")
        .allMatch(column -> REFERENCES.contains(column) || OTHERS.contains(column));
  }
}
