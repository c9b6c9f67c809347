package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of vocabulary terms. */
@Repository
class TermRows {
  private static final String COLUMNS = "id, term, sounds_like, phones, context, weight";

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  TermRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** What the vocabulary can be sorted by. */
  private enum Sort {
    TERM("term_key"),
    WEIGHT("weight");

    private final String column;

    Sort(String column) {
      this.column = column;
    }

    static Sort of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }
  }

  long count(OrganizationId owner, CustomModelId model) {
    return jdbc.sql(
            """
            select count(*)
            from vocabulary_term
            where organization_id = :organization and model_id = :model
            """)
        .param("organization", owner.value())
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  boolean has(OrganizationId owner, CustomModelId model, String key) {
    return jdbc.sql(
                """
                select count(*)
                from vocabulary_term
                where organization_id = :organization and model_id = :model and term_key = :key
                """)
            .param("organization", owner.value())
            .param("model", model.value())
            .param("key", key)
            .query(Long.class)
            .single()
        > 0;
  }

  List<VocabularyTerm> all(OrganizationId owner, CustomModelId model) {
    return jdbc.sql(
            """
            select %s
            from vocabulary_term
            where organization_id = :organization and model_id = :model
            order by term_key
            """
                .formatted(COLUMNS))
        .param("organization", owner.value())
        .param("model", model.value())
        .query(TermRows::map)
        .list();
  }

  long count(OrganizationId owner, CustomModelId model, String containing) {
    return jdbc.sql(
            """
            select count(*)
            from vocabulary_term
            where organization_id = :organization
              and model_id = :model
              and position(:text in term_key) > 0
            """)
        .param("organization", owner.value())
        .param("model", model.value())
        .param("text", containing.toLowerCase(Locale.ROOT))
        .query(Long.class)
        .single();
  }

  List<VocabularyTerm> page(OrganizationId owner, CustomModelId model, GridQuery query) {
    return jdbc.sql(
            """
            select %1$s
            from vocabulary_term
            where organization_id = :organization
              and model_id = :model
              and position(:text in term_key) > 0
            order by %2$s %3$s, id %3$s
            offset :offset rows fetch first :size rows only
            """
                .formatted(
                    COLUMNS, Sort.of(query.sort()).column, query.descending() ? "desc" : "asc"))
        .param("organization", owner.value())
        .param("model", model.value())
        .param("text", query.filter("term").toLowerCase(Locale.ROOT))
        .param("offset", query.offset())
        .param("size", query.size())
        .query(TermRows::map)
        .list();
  }

  void add(
      OrganizationId owner,
      CustomModelId model,
      Collection<VocabularyTerm> terms,
      OffsetDateTime now) {
    batches.batchUpdate(
        """
        insert into vocabulary_term (
          id, model_id, organization_id, term, term_key, sounds_like, phones, context, weight,
          created_at)
        values (
          :id, :model, :organization, :term, :key, :soundsLike, :phones, :context, :weight, :now)
        """,
        terms.stream()
            .map(term -> parameters(owner, model, term).addValue("now", now))
            .toArray(MapSqlParameterSource[]::new));
  }

  void change(OrganizationId owner, CustomModelId model, Collection<VocabularyTerm> terms) {
    batches.batchUpdate(
        """
        update vocabulary_term
        set term = :term, term_key = :key, sounds_like = :soundsLike, phones = :phones,
            context = :context, weight = :weight
        where organization_id = :organization and model_id = :model and id = :id
        """,
        terms.stream()
            .map(term -> parameters(owner, model, term))
            .toArray(MapSqlParameterSource[]::new));
  }

  Optional<VocabularyTerm> find(OrganizationId owner, CustomModelId model, UUID term) {
    return jdbc.sql(
            """
            select %s
            from vocabulary_term
            where organization_id = :organization and model_id = :model and id = :id
            """
                .formatted(COLUMNS))
        .param("organization", owner.value())
        .param("model", model.value())
        .param("id", term)
        .query(TermRows::map)
        .optional();
  }

  void delete(OrganizationId owner, CustomModelId model, UUID term) {
    jdbc.sql(
            """
            delete from vocabulary_term
            where organization_id = :organization and model_id = :model and id = :id
            """)
        .param("organization", owner.value())
        .param("model", model.value())
        .param("id", term)
        .update();
  }

  private static MapSqlParameterSource parameters(
      OrganizationId owner, CustomModelId model, VocabularyTerm term) {
    return new MapSqlParameterSource()
        .addValue("organization", owner.value())
        .addValue("model", model.value())
        .addValue("id", term.id())
        .addValue("term", term.term())
        .addValue("key", term.key())
        .addValue("soundsLike", term.soundsLike())
        .addValue("phones", term.phones())
        .addValue("context", term.context())
        .addValue("weight", term.weight());
  }

  private static VocabularyTerm map(ResultSet row, int number) throws SQLException {
    return new VocabularyTerm(
        row.getObject("id", UUID.class),
        row.getString("term"),
        row.getString("sounds_like"),
        row.getString("phones"),
        row.getString("context"),
        row.getDouble("weight"));
  }
}
