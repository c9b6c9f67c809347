package io.diction.organization.tenant;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.Organizations;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.organization.member.Members;
import io.diction.organization.plan.Credits;
import io.diction.organization.plan.PlanForm;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a SYSOP does with organizations, and a reseller with its customers. */
@Service
public class Tenants {
  private static final String AUDITED = "organization";

  private final TenantRows rows;
  private final Organizations organizations;
  private final Invitations invitations;
  private final Credits credits;
  private final Members members;
  private final Audit audit;

  Tenants(
      TenantRows rows,
      Organizations organizations,
      Invitations invitations,
      Credits credits,
      Members members,
      Audit audit) {
    this.rows = rows;
    this.organizations = organizations;
    this.invitations = invitations;
    this.credits = credits;
    this.members = members;
    this.audit = audit;
  }

  /** An organization that was made, and the token by which its first administrator joins. */
  public record Made(OrganizationId id, String name, String token) {}

  /** Every organization, for a SYSOP; the query sorts by name or created. */
  @Transactional(readOnly = true)
  public GridPage<Tenant> all(SignedIn who, GridQuery query) {
    who.requireSysop();
    return page(null, false, query);
  }

  /** The customers of the own reseller organization; of a SYSOP, who is no reseller, all. */
  @Transactional(readOnly = true)
  public GridPage<Tenant> customers(SignedIn who, GridQuery query) {
    who.requireReseller();
    return page(who.isSysop() ? null : who.organization(), true, query);
  }

  private GridPage<Tenant> page(
      @Nullable OrganizationId reseller, boolean customersAlone, GridQuery query) {
    long total = rows.count(reseller, customersAlone, query);
    GridQuery within = query.within(total);
    return new GridPage<>(rows.page(reseller, customersAlone, within), total, within);
  }

  /** Organizations that may have customers. */
  @Transactional(readOnly = true)
  public List<Tenant> resellers(SignedIn who) {
    who.requireSysop();
    return rows.resellers();
  }

  @Transactional(readOnly = true)
  public Organization get(SignedIn who, UUID id) {
    who.requireSysop();
    return organizations.find(new OrganizationId(id)).orElseThrow(NotFound::new);
  }

  /** A customer, for its reseller and for a SYSOP. */
  @Transactional(readOnly = true)
  public Organization customer(SignedIn who, UUID id) {
    who.requireReseller();
    return organizations
        .find(new OrganizationId(id))
        .filter(found -> found.parent() != null)
        .filter(found -> who.isSysop() || who.organization().equals(found.parent()))
        .orElseThrow(NotFound::new);
  }

  /**
   * An organization that this user may share models with: a customer, for a SYSOP any other one.
   */
  @Transactional(readOnly = true)
  public Organization recipient(SignedIn who, UUID id) {
    who.requireReseller();
    return organizations
        .find(new OrganizationId(id))
        .filter(found -> !found.id().equals(who.organization()))
        .filter(found -> who.isSysop() || who.organization().equals(found.parent()))
        .orElseThrow(NotFound::new);
  }

  /** All of them, the own organization of a SYSOP included, which is none. */
  @Transactional(readOnly = true)
  public GridPage<Tenant> recipients(SignedIn who, GridQuery query) {
    who.requireReseller();
    return page(who.isSysop() ? null : who.organization(), false, query);
  }

  @Transactional(readOnly = true)
  public PlanForm plan(SignedIn who, UUID id) {
    return PlanForm.of(get(who, id).limits());
  }

  /**
   * Makes an organization, without limits or with those of the reseller who makes it, and invites
   * its first administrator: a RESELLER for a reseller, else an ORGADMIN. What a reseller makes is
   * its customer.
   */
  @Transactional
  public Made create(SignedIn who, TenantForm form) {
    who.requireReseller();
    boolean sysop = who.isSysop();
    OrganizationId parent =
        sysop ? (form.parent() == null ? null : reseller(form.parent())) : who.organization();
    boolean reseller = sysop && Boolean.TRUE.equals(form.reseller());
    if (reseller && parent != null) {
      throw new Invalid("organization.refused.reseller-of-reseller");
    }
    OrganizationId id = new OrganizationId(Ids.next());
    Organization own = organizations.get(who.organization());
    // A plan that a reseller could get round by a customer would be none.
    Limits limits = sysop ? Limits.NONE : own.limits();
    Organization made =
        new Organization(id, parent, form.name(), reseller, own.zone(), limits, false);
    organizations.add(who, made);
    record(who, id, "organization.create", form.name(), reseller ? "reseller" : "");
    String token =
        invitations.inviteFirst(
            who, made, new InviteForm(form.email(), form.displayName(), Role.ORGADMIN));
    return new Made(id, form.name(), token);
  }

  private OrganizationId reseller(UUID id) {
    return organizations
        .find(new OrganizationId(id))
        .filter(Organization::reseller)
        .map(Organization::id)
        .orElseThrow(() -> new Invalid("organization.refused.no-reseller"));
  }

  /** Signs everyone of an organization out and keeps them and its keys out. */
  @Transactional
  public void suspend(SignedIn who, UUID id) {
    Organization organization = get(who, id);
    if (who.organization().equals(organization.id())) {
      throw new WrongState("organization.refused.own");
    }
    organizations.suspend(who, organization.id(), true);
    members.signOutAll(who, organization.id());
    record(who, organization.id(), "organization.suspend", organization.name(), "");
  }

  @Transactional
  public void resume(SignedIn who, UUID id) {
    Organization organization = get(who, id);
    organizations.suspend(who, organization.id(), false);
    record(who, organization.id(), "organization.resume", organization.name(), "");
  }

  @Transactional
  public void changePlan(SignedIn who, UUID id, PlanForm plan) {
    Organization organization = get(who, id);
    organizations.limit(who, organization.id(), plan.limits());
    record(
        who,
        organization.id(),
        "organization.change-plan",
        organization.name(),
        "users %s, models %s, storage %s GB"
            .formatted(shown(plan.users()), shown(plan.models()), shown(plan.storageGigabytes())));
  }

  private static String shown(@Nullable Integer limit) {
    return limit == null ? "-" : limit.toString();
  }

  /** Adds training credits. */
  @Transactional
  public void grantCredits(SignedIn who, UUID id, int amount, String note) {
    Organization organization = get(who, id);
    credits.grant(who, organization.id(), amount, note.strip());
    record(
        who,
        organization.id(),
        "credits.grant",
        organization.name(),
        note.isBlank() ? String.valueOf(amount) : amount + ", " + note.strip());
  }

  private void record(SignedIn who, OrganizationId id, String action, String name, String detail) {
    audit.record(who, id, action, AUDITED, id.value(), name, detail);
  }

  /** Refuses whoever may not make an organization. */
  public void requireMaker(SignedIn who) {
    who.requireReseller();
  }

  /** How much there is of what. */
  public record Sums(long organizations, long suspended, long users, long deactivated) {}

  /** Organizations and users of the installation. */
  @Transactional(readOnly = true)
  public Sums sums(SignedIn who) {
    who.requireSysop();
    return rows.sums();
  }
}
