package io.diction.custommodel.list;

import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelView;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pages of the models that an organization sees. Two queries a page, both answered by an index
 * alone up to the rows shown, so that 100,000 models cost what 100 do, nearly.
 */
@Service
class ModelGrid {
  /** As many rows as the longest page has. */
  private static final int MOST_AT_ONCE = 100;

  private static final String COLUMNS =
      """
      m.id, m.name, m.status, m.queued, m.progress, m.status_at, m.locale, m.modified_at,
      case when a.permission = 'OWNER' then m.stage else '' end as stage,
      a.permission = 'OWNER' and m.auto_train and m.status = %d and not m.queued
        and m.auto_obstacle is null and m.data_revision > m.queued_revision as by_itself,
      case
        when a.permission = 'OWNER' then m.awaiting_acceptance
        else a.permission <> 'VIEW' and v.id <> m.accepted_version_id
      end as awaiting_acceptance,
      m.archived_at is not null as archived, v.expires_at, o.name as owner_name
      """
          .formatted(ModelStatus.READY_TO_RUN.id());

  private final JdbcClient jdbc;
  private final BaseModels baseModels;
  private final Clock clock;

  ModelGrid(JdbcClient jdbc, BaseModels baseModels, Clock clock) {
    this.jdbc = jdbc;
    this.baseModels = baseModels;
    this.clock = clock;
  }

  /** What the grid is sorted by: an index of the access table each. */
  private enum Sort {
    MODIFIED("modified_at", OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), false),
    NAME("name_key", "", false),
    STATUS("status", 0, true),
    LANGUAGE("language_key", "", true);

    private final String column;

    /**
     * Every value is at least this. The condition says nothing, but H2 takes the index that an
     * order needs only for a condition on its column.
     */
    private final Object least;

    private final boolean thenByName;

    Sort(String column, Object least, boolean thenByName) {
      this.column = column;
      this.least = least;
      this.thenByName = thenByName;
    }

    static Sort of(GridQuery query) {
      return valueOf(query.sort().toUpperCase(Locale.ROOT));
    }

    String order(String table, boolean descending) {
      List<String> columns =
          thenByName
              ? List.of("organization_id", column, "name_key", "model_id")
              : List.of("organization_id", column, "model_id");
      String end = descending ? " desc" : " asc";
      return String.join(", ", columns.stream().map(name -> table + "." + name + end).toList());
    }
  }

  /** Conditions and parameters of one request. */
  private record Selection(String conditions, Map<String, Object> parameters) {}

  @Transactional(readOnly = true)
  public GridPage<ModelRow> page(GridQuery query, SignedIn who) {
    GridQuery known = known(query);
    Sort sort = Sort.of(known);
    Selection selection = selection(known, sort, who.organization());
    long total = count(selection);
    GridQuery valid = known.within(total);
    return new GridPage<>(rows(valid, sort, selection, total), total, valid);
  }

  /** Some of the models by id, in no order; what the organization does not see is left out. */
  @Transactional(readOnly = true)
  public List<ModelRow> rows(List<UUID> ids, SignedIn who) {
    List<UUID> some = ids.subList(0, Math.min(ids.size(), MOST_AT_ONCE));
    if (some.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select %s
            from model_access a
            join custom_model m on m.id = a.model_id
            left join organization o
              on o.id = m.organization_id and m.organization_id <> a.organization_id
            left join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
            where a.organization_id = :organization
              and a.model_id in (:ids)
              and (a.until_at is null or a.until_at > :now)
            """
                .formatted(COLUMNS))
        .param("organization", who.organization().value())
        .param("ids", some)
        .param("now", OffsetDateTime.now(clock))
        .query(this::map)
        .list();
  }

  static Optional<ModelStatus> status(GridQuery query) {
    return Stream.of(ModelStatus.values())
        .filter(status -> status.key().equals(query.filter("status")))
        .findFirst();
  }

  Optional<Language> language(GridQuery query) {
    return baseModels.findLanguage(query.filter("language"));
  }

  /** The query without filters by something that does not exist. */
  private GridQuery known(GridQuery query) {
    GridQuery known = query;
    if (status(query).isEmpty() && !query.filter("status").isEmpty()) {
      known = known.withoutFilter("status");
    }
    if (language(query).isEmpty() && !query.filter("language").isEmpty()) {
      known = known.withoutFilter("language");
    }
    return known;
  }

  private Selection selection(GridQuery query, Sort sort, OrganizationId organization) {
    StringBuilder conditions = new StringBuilder();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("organization", organization.value());
    // The same question within a second is answered from H2's memory, unless something was written.
    parameters.put("now", OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
    parameters.put("least", sort.least);
    if (!query.filter("name").isEmpty()) {
      conditions.append("and position(:name in name_key) > 0\n");
      parameters.put("name", query.filter("name").toLowerCase(Locale.ROOT));
    }
    // Computed, so that no index but the order's is taken for them.
    status(query)
        .ifPresent(
            status -> {
              conditions.append("and status + 0 = :status\n");
              parameters.put("status", status.id());
            });
    language(query)
        .ifPresent(
            language -> {
              conditions.append("and language_key || '' = :language\n");
              parameters.put("language", language.key());
            });
    return new Selection(
        """
        where organization_id = :organization
          and %s >= :least
          and (until_at is null or until_at > :now)
          %s
        """
            .formatted(sort.column, conditions),
        parameters);
  }

  private long count(Selection selection) {
    return jdbc.sql("select count(*) from model_access " + selection.conditions())
        .params(selection.parameters())
        .query(Long.class)
        .single();
  }

  /** The last half is read from the end, so no page is further away than the middle. */
  private List<ModelRow> rows(GridQuery query, Sort sort, Selection selection, long total) {
    long size = Math.min(query.size(), total - query.offset());
    if (size <= 0) {
      return List.of();
    }
    boolean fromEnd = query.offset() > total / 2;
    long offset = fromEnd ? total - query.offset() - size : query.offset();
    return jdbc.sql(
            """
            select %s
            from (
              select organization_id, model_id, name_key, status, language_key%s
              from model_access
              %s
              order by %s
              offset :offset rows fetch first :size rows only
            ) page
            join model_access a
              on a.model_id = page.model_id and a.organization_id = page.organization_id
            join custom_model m on m.id = page.model_id
            left join organization o
              on o.id = m.organization_id and m.organization_id <> page.organization_id
            left join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
            order by %s
            """
                .formatted(
                    COLUMNS,
                    sort == Sort.MODIFIED ? ", modified_at" : "",
                    selection.conditions(),
                    sort.order("model_access", query.descending() != fromEnd),
                    sort.order("page", query.descending())))
        .params(selection.parameters())
        .param("offset", offset)
        .param("size", size)
        .query(this::map)
        .list();
  }

  private ModelRow map(ResultSet row, int number) throws SQLException {
    OffsetDateTime now = OffsetDateTime.now(clock);
    ModelStatus status = ModelStatus.of(row.getInt("status"));
    OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
    return new ModelRow(
        new CustomModelId(row.getObject("id", UUID.class)),
        row.getString("name"),
        status,
        row.getBoolean("queued"),
        row.getBoolean("by_itself"),
        row.getDouble("progress"),
        row.getString("stage"),
        baseModels.languageName(row.getString("locale")),
        row.getBoolean("awaiting_acceptance"),
        row.getObject("modified_at", OffsetDateTime.class),
        ModelView.leftSeconds(
            status,
            row.getDouble("progress"),
            row.getObject("status_at", OffsetDateTime.class),
            now),
        expiresAt != null && !now.isBefore(expiresAt),
        row.getBoolean("archived"),
        row.getString("owner_name"));
  }
}
