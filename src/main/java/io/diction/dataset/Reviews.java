package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Validation reports that wait for somebody to decide, or that nothing came of. */
@Service
public class Reviews {
  private static final int MOST = 6;

  private final JdbcClient jdbc;

  Reviews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A dataset of a model, partly wrong, or wholly. */
  public record Review(
      UUID dataset, String name, CustomModelId model, String modelName, boolean isRejected) {}

  /** The latest few. */
  @Transactional(readOnly = true)
  public List<Review> waiting(SignedIn who) {
    return latest(who, DatasetStatus.NEEDS_REVIEW);
  }

  /** The latest few of which nothing can be used. */
  @Transactional(readOnly = true)
  public List<Review> rejected(SignedIn who) {
    return latest(who, DatasetStatus.REJECTED);
  }

  private List<Review> latest(SignedIn who, DatasetStatus status) {
    return jdbc.sql(
            """
            select d.id, d.name, m.id as model_id, m.name as model_name
            from dataset d
            join model_dataset u on u.dataset_id = d.id
            join custom_model m on m.id = u.model_id
            where d.organization_id = :organization and d.status = :status
              and not exists (
                select 1 from custom_model a where a.id = u.model_id and a.archived_at is not null
              )
            order by d.organization_id desc, d.status desc, d.id desc
            fetch first :most rows only
            """)
        .param("organization", who.organization().value())
        .param("status", status.name())
        .param("most", MOST)
        .query(
            (row, number) ->
                new Review(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    new CustomModelId(row.getObject("model_id", UUID.class)),
                    row.getString("model_name"),
                    status == DatasetStatus.REJECTED))
        .list();
  }
}
