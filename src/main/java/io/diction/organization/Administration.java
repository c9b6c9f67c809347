package io.diction.organization;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators see of organizations, each in the own scope. */
@Service
class Administration {
  /** A line of a list of organizations. */
  record OrganizationRow(
      UUID id,
      String name,
      @Nullable String parentName,
      boolean suspended,
      long users,
      long credits) {}

  private static final int LONGEST_LIST = 1000;

  private final JdbcClient jdbc;
  private final Organizations organizations;
  private final Users users;
  private final Credits credits;
  private final Audit audit;

  Administration(
      JdbcClient jdbc, Organizations organizations, Users users, Credits credits, Audit audit) {
    this.jdbc = jdbc;
    this.organizations = organizations;
    this.users = users;
    this.credits = credits;
    this.audit = audit;
  }

  /** The own organization, for its administrators. */
  Organization own(SignedIn user) {
    require(user, Set.of(Role.ORGADMIN, Role.RESELLER, Role.SYSOP));
    return organizations.get(user.organization());
  }

  /** The users of the own organization, for its administrators. */
  List<User> users(SignedIn user) {
    require(user, Set.of(Role.ORGADMIN, Role.RESELLER, Role.SYSOP));
    return users.of(user.organization());
  }

  /** The customers of the own reseller organization; of a SYSOP, who is no reseller, all. */
  List<OrganizationRow> customers(SignedIn user) {
    require(user, Set.of(Role.RESELLER, Role.SYSOP));
    return user.role() == Role.SYSOP
        ? all(user).stream().filter(row -> row.parentName() != null).toList()
        : list(user.organization());
  }

  /** Every organization, for a SYSOP. */
  List<OrganizationRow> all(SignedIn user) {
    require(user, Set.of(Role.SYSOP));
    return list(null);
  }

  /** Adds training credits, which a SYSOP alone may. */
  @Transactional
  void grantCredits(SignedIn user, OrganizationId organization, int amount) {
    require(user, Set.of(Role.SYSOP));
    Organization receiver = organizations.find(organization).orElseThrow(Refusal.NotFound::new);
    credits.grant(organization, amount, user.user());
    audit.record(user, "credits.grant", "organization", organization.value(), receiver.name());
  }

  /** All, or the customers of one reseller. */
  private List<OrganizationRow> list(@Nullable OrganizationId reseller) {
    return jdbc.sql(
            """
            select o.id, o.name, parent.name as parent_name, o.suspended_at is not null as suspended,
              (select count(*) from app_user u where u.organization_id = o.id) as users,
              (select coalesce(sum(c.amount), 0) from credit_entry c where c.organization_id = o.id)
                as credits
            from organization o
            left join organization parent on parent.id = o.parent_id
            where cast(:reseller as uuid) is null or o.parent_id = :reseller
            order by o.name_key, o.id
            limit :limit
            """)
        .param("reseller", reseller == null ? null : reseller.value())
        .param("limit", LONGEST_LIST)
        .query(OrganizationRow.class)
        .list();
  }

  private static void require(SignedIn user, Set<Role> roles) {
    if (!roles.contains(user.role())) {
      throw new Refusal.NotAllowed();
    }
  }
}
