package io.diction.usage;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.VersionId;
import io.diction.evaluation.MeasuredVersions;
import io.diction.evaluation.MeasuredVersions.Newest;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The models of a reseller with what they are worth and how much they are used. */
@Service
class ModelCards {
  private final JdbcClient jdbc;
  private final UsageSums use;
  private final MeasuredVersions measured;
  private final BaseModels baseModels;
  private final Clock clock;

  ModelCards(
      JdbcClient jdbc,
      UsageSums use,
      MeasuredVersions measured,
      BaseModels baseModels,
      Clock clock) {
    this.jdbc = jdbc;
    this.use = use;
    this.measured = measured;
    this.baseModels = baseModels;
    this.clock = clock;
  }

  /** A page of the own organization's models, the latest change first. */
  @Transactional(readOnly = true)
  public GridPage<ModelCard> page(GridQuery query, SignedIn who) {
    who.requireReseller();
    String name = query.filter("name").toLowerCase(Locale.ROOT);
    long total =
        jdbc.sql(
                """
                select count(*)
                from model_access a
                where a.organization_id = :organization
                  and a.permission = 'OWNER'
                  and position(:name in a.name_key) > 0
                """)
            .param("organization", who.organization().value())
            .param("name", name)
            .query(Long.class)
            .single();
    GridQuery within = query.within(total);
    List<ModelCard> cards =
        jdbc.sql(
                """
                select m.id, m.name, m.description, m.locale, m.status, m.queued, m.archived_at,
                       m.modified_at, v.id as version_id, v.test_words, v.custom_errors,
                       (select count(*)
                        from model_access s
                        where s.model_id = m.id
                          and s.permission in ('USE', 'CONTRIBUTE')
                          and (s.until_at is null or s.until_at > :now)) as organizations
                from model_access a
                join custom_model m on m.id = a.model_id
                left join model_version v on v.id = m.accepted_version_id
                where a.organization_id = :organization
                  and a.permission = 'OWNER'
                  and position(:name in a.name_key) > 0
                order by a.organization_id desc, a.modified_at desc, a.model_id desc
                limit :size offset :offset
                """)
            .param("now", OffsetDateTime.now(clock))
            .param("organization", who.organization().value())
            .param("name", name)
            .param("size", within.size())
            .param("offset", within.offset())
            .query(this::map)
            .list();
    Map<UUID, Double> seconds =
        use.seconds(who.organization(), cards.stream().map(card -> card.id().value()).toList());
    Map<VersionId, Newest> tested =
        measured.newest(
            who.organization(),
            cards.stream().flatMap(card -> Optional.ofNullable(card.version()).stream()).toList());
    return new GridPage<>(
        cards.stream()
            .map(
                card ->
                    full(
                        card,
                        tested.get(card.version()),
                        seconds.getOrDefault(card.id().value(), 0.0)))
            .toList(),
        total,
        within);
  }

  private static ModelCard full(ModelCard card, @Nullable Newest test, double seconds) {
    return new ModelCard(
        card.id(),
        card.name(),
        card.description(),
        card.language(),
        card.status(),
        card.queued(),
        card.archived(),
        card.version(),
        test == null ? card.accuracy() : Double.valueOf(right(test.rate())),
        test != null && test.leaky(),
        card.organizations(),
        seconds,
        card.modifiedAt());
  }

  /** Words made up may be more than were said: fewer than none cannot be right. */
  private static double right(double errorRate) {
    return Math.max(0, 1 - errorRate);
  }

  private ModelCard map(ResultSet row, int number) throws SQLException {
    int words = row.getInt("test_words");
    UUID version = row.getObject("version_id", UUID.class);
    return new ModelCard(
        new CustomModelId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getString("description"),
        baseModels.languageName(row.getString("locale")),
        ModelStatus.of(row.getInt("status")),
        row.getBoolean("queued"),
        row.getObject("archived_at") != null,
        version == null ? null : new VersionId(version),
        words > 0 ? right((double) row.getInt("custom_errors") / words) : null,
        false,
        row.getLong("organizations"),
        0,
        row.getObject("modified_at", OffsetDateTime.class));
  }
}
