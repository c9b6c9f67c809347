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

  long count(CustomModelId model) {
    return jdbc.sql("select count(*) from vocabulary_term where model_id = :model")
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  boolean has(CustomModelId model, String key) {
    return jdbc.sql(
                "select count(*) from vocabulary_term where model_id = :model and term_key = :key")
            .param("model", model.value())
            .param("key", key)
            .query(Long.class)
            .single()
        > 0;
  }

  List<VocabularyTerm> all(CustomModelId model) {
    return jdbc.sql(
            "select %s from vocabulary_term where model_id = :model order by term_key"
                .formatted(COLUMNS))
        .param("model", model.value())
        .query(TermRows::map)
        .list();
  }

  long count(CustomModelId model, String containing) {
    return jdbc.sql(
            """
            select count(*)
            from vocabulary_term
            where model_id = :model and position(:text in term_key) > 0
            """)
        .param("model", model.value())
        .param("text", containing.toLowerCase(Locale.ROOT))
        .query(Long.class)
        .single();
  }

  List<VocabularyTerm> page(CustomModelId model, GridQuery query) {
    return jdbc.sql(
            """
            select %1$s
            from vocabulary_term
            where model_id = :model and position(:text in term_key) > 0
            order by %2$s %3$s, id %3$s
            offset :offset rows fetch first :size rows only
            """
                .formatted(
                    COLUMNS, Sort.of(query.sort()).column, query.descending() ? "desc" : "asc"))
        .param("model", model.value())
        .param("text", query.filter("term").toLowerCase(Locale.ROOT))
        .param("offset", query.offset())
        .param("size", query.size())
        .query(TermRows::map)
        .list();
  }

  void add(
      CustomModelId model,
      OrganizationId owner,
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
            .map(
                term ->
                    parameters(term)
                        .addValue("model", model.value())
                        .addValue("organization", owner.value())
                        .addValue("now", now))
            .toArray(MapSqlParameterSource[]::new));
  }

  void change(Collection<VocabularyTerm> terms) {
    batches.batchUpdate(
        """
        update vocabulary_term
        set term = :term, term_key = :key, sounds_like = :soundsLike, phones = :phones,
            context = :context, weight = :weight
        where id = :id
        """,
        terms.stream().map(TermRows::parameters).toArray(MapSqlParameterSource[]::new));
  }

  Optional<VocabularyTerm> find(CustomModelId model, UUID term) {
    return jdbc.sql(
            "select %s from vocabulary_term where model_id = :model and id = :id"
                .formatted(COLUMNS))
        .param("model", model.value())
        .param("id", term)
        .query(TermRows::map)
        .optional();
  }

  void delete(CustomModelId model, UUID term) {
    jdbc.sql("delete from vocabulary_term where model_id = :model and id = :id")
        .param("model", model.value())
        .param("id", term)
        .update();
  }

  private static MapSqlParameterSource parameters(VocabularyTerm term) {
    return new MapSqlParameterSource()
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
