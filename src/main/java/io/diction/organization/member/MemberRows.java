package io.diction.organization.member;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.UserId;
import io.diction.web.GridQuery;
import io.diction.web.TextPattern;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of users, and what their administrators change. */
@Repository
class MemberRows {
  // Named as the record's: asking for a name that is not there costs more than the row.
  private static final String SELECT =
      """
      select u.id, u.organization_id as organizationId, o.name as organizationName,
        u.display_name as displayName, u.email, u.role, u.created_at as createdAt,
        u.deactivated_at as deactivatedAt, u.second_factor_at is not null as secondFactor
      from app_user u
      join organization o on o.id = u.organization_id
      """;

  private final JdbcClient jdbc;

  MemberRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sort keys of the lists and their columns. */
  private enum Sort {
    EMAIL("u.email_key"),
    NAME("lower(u.display_name)"),
    ROLE("u.role");

    private final String column;

    Sort(String column) {
      this.column = column;
    }
  }

  /** Users of one organization, or of all. */
  List<Member> page(@Nullable OrganizationId organization, GridQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    String where = where(organization, query, parameters);
    String column = Sort.valueOf(query.sort().toUpperCase(Locale.ROOT)).column;
    String direction = query.descending() ? "desc" : "asc";
    // As the index has it, which H2 reads in order only when all of its columns are named.
    String within = organization == null ? "" : "u.organization_id " + direction + ", ";
    return jdbc.sql(
            (SELECT + where + "order by %3$s%1$s %2$s, u.id %2$s limit :limit offset :offset")
                .formatted(column, direction, within))
        .params(parameters)
        .param("limit", query.size())
        .param("offset", query.offset())
        .query(Member.class)
        .list();
  }

  long count(@Nullable OrganizationId organization, GridQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    String where = where(organization, query, parameters);
    return jdbc.sql("select count(*) from app_user u\n" + where)
        .params(parameters)
        .query(Long.class)
        .single();
  }

  private static String where(
      @Nullable OrganizationId organization, GridQuery query, Map<String, Object> parameters) {
    List<String> conditions = new ArrayList<>(List.of("u.email_key >= ''"));
    if (organization != null) {
      conditions.add("u.organization_id = :organization");
      parameters.put("organization", organization.value());
    }
    if (!query.filter("user").isEmpty()) {
      conditions.add("(u.email_key like :text or lower(u.display_name) like :text)");
      parameters.put("text", TextPattern.containing(query.filter("user")));
    }
    for (Role role : Role.values()) {
      if (role.name().equals(query.filter("role"))) {
        conditions.add("u.role = :role");
        parameters.put("role", role.name());
      }
    }
    switch (query.filter("state")) {
      case "active" -> conditions.add("u.deactivated_at is null");
      case "deactivated" -> conditions.add("u.deactivated_at is not null");
      default -> {
        // Both.
      }
    }
    return "where " + String.join("\n  and ", conditions) + "\n";
  }

  Optional<Member> find(UserId user) {
    return jdbc.sql(SELECT + "where u.id = :id")
        .param("id", user.value())
        .query(Member.class)
        .optional();
  }

  /** Active users of the organization who have one of the roles, but for one. */
  long others(OrganizationId organization, UserId but, List<Role> roles) {
    return jdbc.sql(
            """
            select count(*)
            from app_user
            where organization_id = :organization and id <> :but and deactivated_at is null
              and role in (:roles)
            """)
        .param("organization", organization.value())
        .param("but", but.value())
        .param("roles", roles.stream().map(Role::name).toList())
        .query(Long.class)
        .single();
  }

  /** Places of the plan that are taken: active users, and links by which others may yet join. */
  long places(OrganizationId organization, OffsetDateTime now) {
    return jdbc.sql(
            """
            select (select count(*) from app_user
                    where organization_id = :organization and deactivated_at is null)
              + (select count(*) from invitation
                 where organization_id = :organization and user_id is null and closed_at is null
                   and expires_at > :now)
            """)
        .param("organization", organization.value())
        .param("now", now)
        .query(Long.class)
        .single();
  }

  void changeRole(UserId user, Role role) {
    jdbc.sql("update app_user set role = :role where id = :id")
        .param("role", role.name())
        .param("id", user.value())
        .update();
  }

  /** Links that somebody made who is no administrator any more. */
  void closeLinksOf(UserId maker, OffsetDateTime now) {
    jdbc.sql(
            """
            update invitation set closed_at = :now
            where created_by_id = :maker and closed_at is null
            """)
        .param("now", now)
        .param("maker", maker.value())
        .update();
  }
}
