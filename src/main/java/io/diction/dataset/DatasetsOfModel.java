package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelContents;
import io.diction.identity.OrganizationId;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how many datasets go with a model, and which ones stay, since other models have them. */
@Component
@Order(1)
class DatasetsOfModel implements ModelContents {
  private static final int MOST_NAMED = 5;

  private static final String USED_ELSEWHERE =
      """
      exists (
        select 1
        from model_dataset other
        where other.dataset_id = d.id and other.model_id <> :model)
      """;

  private final JdbcClient jdbc;

  DatasetsOfModel(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Contents of(CustomModelId model, OrganizationId owner) {
    long going =
        jdbc.sql(
                """
                select count(*)
                from model_dataset m
                join dataset d on d.id = m.dataset_id
                where d.organization_id = :organization and m.model_id = :model and not\s"""
                    + USED_ELSEWHERE)
            .param("organization", owner.value())
            .param("model", model.value())
            .query(Long.class)
            .single();
    List<String> staying =
        jdbc.sql(
                """
                select d.name
                from model_dataset m
                join dataset d on d.id = m.dataset_id
                where d.organization_id = :organization and m.model_id = :model and\s"""
                    + USED_ELSEWHERE
                    + """
                    order by d.name, d.id
                    fetch first :most rows only
                    """)
            .param("organization", owner.value())
            .param("model", model.value())
            .param("most", MOST_NAMED)
            .query(String.class)
            .list();
    return new Contents("datasets", going, staying);
  }
}
