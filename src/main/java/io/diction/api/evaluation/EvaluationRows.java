package io.diction.api.evaluation;

import io.diction.api.model.ReferencedModel;
import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of evaluations that were asked for. */
@Repository
class EvaluationRows {
  private static final int LONGEST_TEXT = 2000;

  private final JdbcClient jdbc;
  private final Clock clock;

  EvaluationRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What is added.
   *
   * @param transcription1 of the first model
   * @param transcription2 of the second, which may be the same
   */
  record Added(
      UUID id,
      OrganizationId organization,
      String locale,
      ReferencedModel model1,
      ReferencedModel model2,
      UUID dataset,
      UUID transcription1,
      UUID transcription2) {}

  void add(Added added) {
    jdbc.sql(
            """
            insert into evaluation_order (id, organization_id, locale, model1_kind, model1_ref,
              model2_kind, model2_ref, dataset_id, transcription1_id, transcription2_id, state,
              created_at, changed_at)
            values (:id, :organization, :locale, :model1Kind, :model1,
              :model2Kind, :model2, :dataset, :transcription1, :transcription2, 'NOT_STARTED',
              :now, :now)
            """)
        .param("id", added.id())
        .param("organization", added.organization().value())
        .param("locale", added.locale())
        .param("model1Kind", added.model1().kind().name())
        .param("model1", added.model1().id())
        .param("model2Kind", added.model2().kind().name())
        .param("model2", added.model2().id())
        .param("dataset", added.dataset())
        .param("transcription1", added.transcription1())
        .param("transcription2", added.transcription2())
        .param("now", now())
        .update();
  }

  /** How many have not ended. */
  long open(OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) from evaluation_order
            where organization_id = :organization and state in ('NOT_STARTED', 'RUNNING')
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** Whether there is one that has not begun yet. */
  boolean begin(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                update evaluation_order set state = 'RUNNING', changed_at = :now
                where organization_id = :organization and id = :id and state = 'NOT_STARTED'
                """)
            .param("now", now())
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * An end is never left again.
   *
   * @param errorCode null where it succeeded
   * @return whether there is one that was under way
   */
  boolean end(
      OrganizationId organization,
      UUID id,
      @Nullable String errorCode,
      @Nullable String errorText) {
    return jdbc.sql(
                """
                update evaluation_order
                set state = :state, error_code = :code, error_text = :text,
                  changed_at = :now
                where organization_id = :organization and id = :id
                  and state in ('NOT_STARTED', 'RUNNING')
                """)
            .param("state", errorCode == null ? "SUCCEEDED" : "FAILED")
            .param("code", errorCode)
            .param(
                "text",
                errorText == null || errorText.length() <= LONGEST_TEXT
                    ? errorText
                    : errorText.substring(0, LONGEST_TEXT))
            .param("now", now())
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  void keep(OrganizationId organization, UUID id, @Nullable String figures) {
    jdbc.sql(
            """
            update evaluation_order set figures = :figures
            where organization_id = :organization and id = :id
            """)
        .param("figures", figures)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  boolean remove(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                delete from evaluation_order
                where organization_id = :organization and id = :id
                """)
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
