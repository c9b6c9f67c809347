package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization;
import io.diction.organization.Organizations;
import io.diction.organization.Rights;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do with users: those of their organization, or of all for a SYSOP. */
@Service
public class Members {
  static final String AUDITED = "user";

  private static final List<Role> ADMINS = List.of(Role.ORGADMIN, Role.RESELLER, Role.SYSOP);

  private final MemberRows rows;
  private final Users users;
  private final Organizations organizations;
  private final BrowserSessions sessions;
  private final Audit audit;
  private final Clock clock;

  Members(
      MemberRows rows,
      Users users,
      Organizations organizations,
      BrowserSessions sessions,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.users = users;
    this.organizations = organizations;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Users of an organization; the query sorts by email, name or role. */
  @Transactional(readOnly = true)
  public GridPage<Member> page(SignedIn who, OrganizationId organization, GridQuery query) {
    Rights.requireAdmin(who, organization);
    long total = rows.count(organization, query);
    GridQuery within = query.within(total);
    return new GridPage<>(rows.page(organization, within), total, within);
  }

  /** Users of all organizations, for a SYSOP. */
  @Transactional(readOnly = true)
  public GridPage<Member> everyone(SignedIn who, GridQuery query) {
    who.requireSysop();
    long total = rows.count(null, query);
    GridQuery within = query.within(total);
    return new GridPage<>(rows.page(null, within), total, within);
  }

  /** A user whom this administrator may see. */
  @Transactional(readOnly = true)
  public Member get(SignedIn who, UUID user) {
    who.requireAdmin();
    Member member = rows.find(new UserId(user)).orElseThrow(NotFound::new);
    Rights.requireAdmin(who, new OrganizationId(member.organizationId()));
    return member;
  }

  /** The roles that this administrator may give to a user. */
  @Transactional(readOnly = true)
  public List<Role> grantable(SignedIn who, OrganizationId organization) {
    Rights.requireAdmin(who, organization);
    return grantable(who, organizations.get(organization));
  }

  /** Never the own role when that reaches beyond the organization, but for a SYSOP. */
  private static List<Role> grantable(SignedIn who, Organization organization) {
    List<Role> roles = new ArrayList<>(List.of(Role.USER, Role.ORGADMIN));
    if (who.isSysop() && organization.reseller()) {
      roles.add(Role.RESELLER);
    }
    if (who.isSysop() && who.organization().equals(organization.id())) {
      roles.add(Role.SYSOP);
    }
    return roles;
  }

  /** Gives a user another role; the last administrator of an organization keeps it. */
  @Transactional
  public void changeRole(SignedIn who, UUID user, Role role) {
    Member member = lock(who, user);
    Organization organization = organizations.get(new OrganizationId(member.organizationId()));
    if (!grantable(who, organization).contains(role)) {
      throw new NotAllowed("organization.refused.role");
    }
    if (role == member.role()) {
      return;
    }
    if (!role.isAdmin()) {
      requireAnotherAdmin(member);
      rows.closeLinksOf(new UserId(user), now());
    }
    requireAnotherSysop(member);
    rows.changeRole(new UserId(user), role);
    record(who, "user.change-role", member, member.role() + " > " + role);
  }

  /** Ends a user's sessions and keeps the user out, until reactivated. */
  @Transactional
  public void deactivate(SignedIn who, UUID user) {
    Member member = lock(who, user);
    if (who.user().value().equals(user)) {
      throw new WrongState("organization.refused.self");
    }
    if (member.isDeactivated()) {
      return;
    }
    requireAnotherAdmin(member);
    requireAnotherSysop(member);
    users.deactivate(new OrganizationId(member.organizationId()), new UserId(user), true);
    sessions.end(new UserId(user));
    rows.closeLinksOf(new UserId(user), now());
    record(who, "user.deactivate", member, "");
  }

  @Transactional
  public void reactivate(SignedIn who, UUID user) {
    Member member = lock(who, user);
    if (member.isDeactivated()) {
      requirePlace(new OrganizationId(member.organizationId()));
      users.deactivate(new OrganizationId(member.organizationId()), new UserId(user), false);
      record(who, "user.reactivate", member, "");
    }
  }

  @Transactional
  public void signOut(SignedIn who, UUID user) {
    Member member = lock(who, user);
    sessions.end(new UserId(user));
    record(who, "user.sign-out", member, "");
  }

  /** Signs everyone of an organization out, which a SYSOP alone may do to all at once. */
  @Transactional
  public void signOutAll(SignedIn who, OrganizationId organization) {
    who.requireSysop();
    sessions.end(organization);
  }

  /** Places that are taken: active users and open invitations. */
  public long places(OrganizationId organization) {
    return rows.places(organization, now());
  }

  /** Refuses one more user than the plan allows; holds until the transaction ends. */
  void requirePlace(OrganizationId organization) {
    organizations.lock(organization);
    int most = organizations.get(organization).limits().maxUsers();
    if (most != Integer.MAX_VALUE && places(organization) >= most) {
      throw new LimitReached("organization.refused.users", most);
    }
  }

  /**
   * Another user whom this administrator may change. The own password and second factor are changed
   * in the own account, which asks for the password: an open browser is not enough.
   */
  @Transactional
  public Member requireOther(SignedIn who, UUID user) {
    Member member = lock(who, user);
    if (who.user().value().equals(user)) {
      throw new WrongState("organization.refused.own-account");
    }
    return member;
  }

  /** The user as of now; other changes to users of the organization wait until this one is done. */
  Member lock(SignedIn who, UUID user) {
    Member seen = get(who, user);
    organizations.lock(new OrganizationId(seen.organizationId()));
    Member member = get(who, user);
    if (!who.isSysop()
        && member.role() != Role.USER
        && member.role() != Role.ORGADMIN
        && !who.user().value().equals(user)) {
      throw new NotAllowed("organization.refused.higher");
    }
    return member;
  }

  private void requireAnotherAdmin(Member member) {
    if (member.role().isAdmin() && !member.isDeactivated() && others(member, ADMINS) == 0) {
      throw new WrongState("organization.refused.last-admin");
    }
  }

  private void requireAnotherSysop(Member member) {
    if (member.role() == Role.SYSOP
        && !member.isDeactivated()
        && others(member, List.of(Role.SYSOP)) == 0) {
      throw new WrongState("organization.refused.last-sysop");
    }
  }

  private long others(Member member, List<Role> roles) {
    return rows.others(new OrganizationId(member.organizationId()), new UserId(member.id()), roles);
  }

  private void record(SignedIn who, String action, Member member, String detail) {
    audit.record(
        who,
        new OrganizationId(member.organizationId()),
        action,
        AUDITED,
        member.id(),
        member.email(),
        detail);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }
}
