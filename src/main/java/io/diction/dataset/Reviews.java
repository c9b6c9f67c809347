package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Validation reports that wait for somebody to decide. */
@Service
public class Reviews {
  private static final int MOST = 6;

  private final JdbcClient jdbc;

  Reviews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A dataset of a model, partly wrong. */
  public record Review(UUID dataset, String name, CustomModelId model, String modelName) {}

  /** The latest few. */
  @Transactional(readOnly = true)
  public List<Review> waiting(SignedIn who) {
    return jdbc.sql(
            """
            select d.id, d.name, m.id as model_id, m.name as model_name
            from dataset d
            join model_dataset u on u.dataset_id = d.id
            join custom_model m on m.id = u.model_id
            where d.organization_id = :organization and d.status = 'NEEDS_REVIEW'
            order by d.organization_id desc, d.status desc, d.id desc
            fetch first :most rows only
            """)
        .param("organization", who.organization().value())
        .param("most", MOST)
        .query(
            (row, number) ->
                new Review(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    new CustomModelId(row.getObject("model_id", UUID.class)),
                    row.getString("model_name")))
        .list();
  }
}
