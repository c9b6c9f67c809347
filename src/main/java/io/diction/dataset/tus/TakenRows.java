package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of uploads that something was made of: an answer may be lost on its way. */
@Repository
class TakenRows {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  TakenRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Notes down where uploads went, for whoever asks again. */
  void took(Collection<UUID> ids, CustomModelId model, SignedIn who, String place, Instant now) {
    for (List<UUID> some : PartialRows.few(ids)) {
      batches.batchUpdate(
          """
          insert into taken_upload (id, organization_id, user_id, model_id, place, taken_at)
          values (:id, :organization, :user, :model, :place, :now)
          """,
          some.stream()
              .map(
                  id ->
                      new MapSqlParameterSource("id", id)
                          .addValue("organization", who.organization().value())
                          .addValue("user", who.user().value())
                          .addValue("model", model.value())
                          .addValue("place", place)
                          .addValue("now", sqlTime(now)))
              .toArray(MapSqlParameterSource[]::new));
    }
  }

  /** Where all these uploads went; empty unless they went together. */
  Optional<String> place(CustomModelId model, SignedIn who, Collection<UUID> ids) {
    int found = 0;
    Set<String> places = new HashSet<>();
    for (List<UUID> some : PartialRows.few(ids)) {
      List<String> of =
          jdbc.sql(
                  """
                  select place
                  from taken_upload
                  where id in (:ids) and organization_id = :organization and user_id = :user
                    and model_id = :model
                  """)
              .param("ids", some)
              .param("organization", who.organization().value())
              .param("user", who.user().value())
              .param("model", model.value())
              .query(String.class)
              .list();
      found += of.size();
      places.addAll(of);
    }
    return found == ids.size() && places.size() == 1 ? places.stream().findAny() : Optional.empty();
  }

  void forgetBefore(Instant limit) {
    jdbc.sql("delete from taken_upload where taken_at < :limit")
        .param("limit", sqlTime(limit))
        .update();
  }

  private static OffsetDateTime sqlTime(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
