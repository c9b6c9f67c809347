package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.sharing.OwnTermList.OwnTerm;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what organizations want to hear with models of others. */
@Repository
class OwnTermRows {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  OwnTermRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** As they were typed. */
  List<OwnTerm> of(OrganizationId organization, CustomModelId model) {
    return jdbc.sql(
            """
            select term, said
            from own_term
            where organization_id = :organization and model_id = :model
            order by position
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .query((row, number) -> new OwnTerm(row.getString("term"), row.getString("said")))
        .list();
  }

  void set(OrganizationId organization, CustomModelId model, List<OwnTerm> terms) {
    remove(organization, model);
    List<MapSqlParameterSource> each = new ArrayList<>();
    for (OwnTerm term : terms) {
      each.add(
          new MapSqlParameterSource()
              .addValue("organization", organization.value())
              .addValue("model", model.value())
              .addValue("position", each.size())
              .addValue("term", term.term())
              .addValue("said", term.said()));
    }
    var unused =
        batches.batchUpdate(
            """
            insert into own_term (organization_id, model_id, position, term, said)
            values (:organization, :model, :position, :term, :said)
            """,
            each.toArray(MapSqlParameterSource[]::new));
  }

  void remove(OrganizationId organization, CustomModelId model) {
    jdbc.sql("delete from own_term where organization_id = :organization and model_id = :model")
        .param("organization", organization.value())
        .param("model", model.value())
        .update();
  }
}
