package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.web.GridQuery;
import io.diction.web.TextPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads who besides its owner has a model. */
@Repository
class HolderRows {
  private static final String HOLDERS =
      """
      select a.model_id, m.name as model_name, m.locale, a.organization_id, o.name, o.time_zone,
             a.permission, a.default_locale, a.from_at, a.until_at, a.follows,
             a.before_version_id,
             v.id as version_id, v.number, u.id as owners_id, u.number as owners_number
      from model_access a
      join custom_model m on m.id = a.model_id
      join organization o on o.id = a.organization_id
      left join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
      left join model_version u on u.id = m.accepted_version_id
      where a.permission <> 'OWNER'
      """;

  private static final String LIVE =
      """
        and a.model_id = :model
        and (a.until_at is null or a.until_at > :now)
        and o.name_key like :name
      """;

  private final JdbcClient jdbc;

  HolderRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who else sees the model now, by name. */
  List<Holder> of(CustomModelId model, OffsetDateTime now) {
    return jdbc.sql(
            HOLDERS
                + """
                  and a.model_id = :model
                  and (a.until_at is null or a.until_at > :now)
                order by o.name_key, o.id
                """)
        .param("model", model.value())
        .param("now", now)
        .query(HolderRows::map)
        .list();
  }

  /** Some of those who see the model now, as a grid shows them. */
  List<Holder> page(CustomModelId model, GridQuery query, OffsetDateTime now) {
    String order =
        switch (query.sort()) {
          case "since" -> "a.from_at";
          // What never ends comes after what does.
          case "until" -> "coalesce(a.until_at, timestamp with time zone '9999-01-01 00:00:00Z')";
          default -> "o.name_key";
        };
    return jdbc.sql(
            (HOLDERS
                    + LIVE
                    + """
                      order by %1$s %2$s, o.name_key, o.id
                      offset :offset rows fetch first :size rows only
                    """)
                .formatted(order, query.descending() ? "desc" : "asc"))
        .params(parameters(model, query, now))
        .param("offset", query.offset())
        .param("size", query.size())
        .query(HolderRows::map)
        .list();
  }

  long count(CustomModelId model, GridQuery query, OffsetDateTime now) {
    return jdbc.sql(
            """
            select count(*)
            from model_access a
            join organization o on o.id = a.organization_id
            where a.permission <> 'OWNER'
            """
                + LIVE)
        .params(parameters(model, query, now))
        .query(Long.class)
        .single();
  }

  private static Map<String, Object> parameters(
      CustomModelId model, GridQuery query, OffsetDateTime now) {
    return Map.of(
        "model", model.value(), "now", now, "name", TextPattern.containing(query.filter("name")));
  }

  /** How many see the model now and may do at least that. */
  long count(CustomModelId model, Permission least, OffsetDateTime now) {
    return jdbc.sql(
            """
            select count(*)
            from model_access
            where model_id = :model and permission in (:permissions)
              and (until_at is null or until_at > :now)
            """)
        .param("model", model.value())
        .param("permissions", allowing(least))
        .param("now", now)
        .query(Long.class)
        .single();
  }

  private static List<String> allowing(Permission least) {
    return Stream.of(Permission.values())
        .filter(one -> one != Permission.OWNER && one.includes(least))
        .map(Enum::name)
        .toList();
  }

  /** Those of some organizations that see the model now. */
  List<Holder> among(
      CustomModelId model, Collection<OrganizationId> organizations, OffsetDateTime now) {
    return organizations.isEmpty()
        ? List.of()
        : jdbc.sql(
                HOLDERS
                    + """
                      and a.model_id = :model
                      and a.organization_id in (:organizations)
                      and (a.until_at is null or a.until_at > :now)
                    """)
            .param("model", model.value())
            .param("organizations", organizations.stream().map(OrganizationId::value).toList())
            .param("now", now)
            .query(HolderRows::map)
            .list();
  }

  /** All of them, also those whose time is over. */
  List<Holder> all(CustomModelId model) {
    return jdbc.sql(HOLDERS + "and a.model_id = :model order by a.organization_id")
        .param("model", model.value())
        .query(HolderRows::map)
        .list();
  }

  Optional<Holder> find(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(HOLDERS + "and a.model_id = :model and a.organization_id = :organization")
        .param("model", model.value())
        .param("organization", organization.value())
        .query(HolderRows::map)
        .optional();
  }

  /** What an organization has of one owner's models, by name. */
  List<Holder> given(OrganizationId owner, OrganizationId organization, OffsetDateTime now) {
    return jdbc.sql(
            HOLDERS
                + """
                  and a.organization_id = :organization
                  and m.organization_id = :owner
                  and (a.until_at is null or a.until_at > :now)
                order by a.name_key, a.model_id
                """)
        .param("organization", organization.value())
        .param("owner", owner.value())
        .param("now", now)
        .query(HolderRows::map)
        .list();
  }

  /** Those whose time is over, the longest over first. */
  List<Holder> due(OffsetDateTime now, int most) {
    return jdbc.sql(
            HOLDERS
                + """
                  and a.until_at <= :now
                order by a.until_at, a.model_id, a.organization_id
                fetch first :most rows only
                """)
        .param("now", now)
        .param("most", most)
        .query(HolderRows::map)
        .list();
  }

  private static Holder map(ResultSet row, int number) throws SQLException {
    UUID version = row.getObject("version_id", UUID.class);
    UUID owners = row.getObject("owners_id", UUID.class);
    UUID before = row.getObject("before_version_id", UUID.class);
    boolean other = owners != null && !owners.equals(version);
    return new Holder(
        new CustomModelId(row.getObject("model_id", UUID.class)),
        row.getString("model_name"),
        row.getString("locale"),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("name"),
        ZoneId.of(row.getString("time_zone")),
        Permission.valueOf(row.getString("permission")),
        row.getString("default_locale") != null,
        row.getObject("from_at", OffsetDateTime.class),
        row.getObject("until_at", OffsetDateTime.class),
        version == null ? null : new VersionId(version),
        row.getInt("number"),
        other ? new VersionId(owners) : null,
        other ? row.getInt("owners_number") : 0,
        before == null ? null : new VersionId(before),
        row.getBoolean("follows"));
  }
}
