package io.diction.organization.tenant;

import io.diction.identity.OrganizationId;
import io.diction.web.GridQuery;
import io.diction.web.TextPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of organizations. */
@Repository
class TenantRows {
  private final JdbcClient jdbc;

  TenantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All, or the customers of one reseller, by name; what is counted is counted for the page. */
  List<Tenant> page(@Nullable OrganizationId reseller, boolean customersAlone, GridQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    String where = where(reseller, customersAlone, query, parameters);
    String order = query.sort().equals("created") ? "o.created_at" : "o.name_key";
    return jdbc.sql(
            ("""
            select o.id, o.name, parent.name as parentName, o.reseller,
              o.suspended_at is not null as suspended, o.created_at as createdAt,
              (select count(*) from app_user u
               where u.organization_id = o.id and u.deactivated_at is null) as users,
              (select coalesce(sum(c.amount), 0) from credit_entry c
               where c.organization_id = o.id) as credits
            from organization o
            left join organization parent on parent.id = o.parent_id
            """
                    + where
                    + "order by %1$s %2$s, o.id %2$s limit :limit offset :offset")
                .formatted(order, query.descending() ? "desc" : "asc"))
        .params(parameters)
        .param("limit", query.size())
        .param("offset", query.offset())
        .query(Tenant.class)
        .list();
  }

  long count(@Nullable OrganizationId reseller, boolean customersAlone, GridQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    return jdbc.sql(
            "select count(*) from organization o\n"
                + where(reseller, customersAlone, query, parameters))
        .params(parameters)
        .query(Long.class)
        .single();
  }

  Tenants.Sums sums() {
    return jdbc.sql(
            """
            select
              (select count(*) from organization) as organizations,
              (select count(*) from organization where suspended_at is not null) as suspended,
              (select count(*) from app_user) as users,
              (select count(*) from app_user where deactivated_at is not null) as deactivated
            """)
        .query(Tenants.Sums.class)
        .single();
  }

  /** Those that may have customers, by name. */
  List<Tenant> resellers() {
    return jdbc.sql(
            """
            select id, name, null as parentName, reseller, suspended_at is not null as suspended,
              0 as users, 0 as credits, created_at as createdAt
            from organization
            where reseller and suspended_at is null
            order by name_key, id
            limit 1000
            """)
        .query(Tenant.class)
        .list();
  }

  private static String where(
      @Nullable OrganizationId reseller,
      boolean customersAlone,
      GridQuery query,
      Map<String, Object> parameters) {
    List<String> conditions = new ArrayList<>(List.of("o.name_key >= ''"));
    if (customersAlone) {
      conditions.add("o.parent_id is not null");
    }
    if (reseller != null) {
      conditions.add("o.parent_id = :reseller");
      parameters.put("reseller", reseller.value());
    }
    if (!query.filter("name").isEmpty()) {
      conditions.add("o.name_key like :name");
      parameters.put("name", TextPattern.containing(query.filter("name")));
    }
    switch (query.filter("kind")) {
      case "reseller" -> conditions.add("o.reseller");
      case "customer" -> conditions.add("o.parent_id is not null");
      default -> {
        // Every kind.
      }
    }
    switch (query.filter("state")) {
      case "active" -> conditions.add("o.suspended_at is null");
      case "suspended" -> conditions.add("o.suspended_at is not null");
      default -> {
        // Both.
      }
    }
    return "where " + String.join("\n  and ", conditions) + "\n";
  }
}
