package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Trainings that have not ended. */
@Service
public class UnderWay {
  private static final int MOST = 6;

  private final JdbcClient jdbc;

  UnderWay(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A model in training.
   *
   * @param isQueued whether it waits for its turn
   */
  public record InTraining(CustomModelId model, String name, boolean isQueued) {}

  /** Those of an organization, the latest few. */
  @Transactional(readOnly = true)
  public List<InTraining> of(SignedIn who) {
    return jdbc.sql(
            """
            select m.id, m.name, r.started_at
            from training_run r join custom_model m on m.id = r.model_id
            where r.outcome is null and r.organization_id = :organization
            order by r.asked_at desc, r.id
            fetch first :most rows only
            """)
        .param("organization", who.organization().value())
        .param("most", MOST)
        .query(
            (row, number) ->
                new InTraining(
                    new CustomModelId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getObject("started_at") == null))
        .list();
  }
}
