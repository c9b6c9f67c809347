package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization;
import io.diction.organization.Organizations;
import io.diction.organization.Rights;
import io.diction.organization.Secret;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that work once and for seven days: by one somebody joins an organization, by another a user
 * chooses a new password. The token stands in the link alone; the table has its hash.
 */
@Service
public class Invitations {
  private final InvitationRows rows;
  private final Members members;
  private final Users users;
  private final BrowserSessions sessions;
  private final Organizations organizations;
  private final Audit audit;

  Invitations(
      InvitationRows rows,
      Members members,
      Users users,
      BrowserSessions sessions,
      Organizations organizations,
      Audit audit) {
    this.rows = rows;
    this.members = members;
    this.users = users;
    this.sessions = sessions;
    this.organizations = organizations;
    this.audit = audit;
  }

  /**
   * Invites somebody into an organization; an earlier link to the same address ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String invite(SignedIn who, OrganizationId organization, InviteForm form) {
    Role role = form.role();
    if (role == null || !members.grantable(who, organization).contains(role)) {
      throw new Invalid("organization.refused.role");
    }
    return add(who, organization, form, role);
  }

  /**
   * Invites the first administrator of an organization that was made in the same transaction, by a
   * SYSOP or by the reseller whose customer it is.
   */
  @Transactional
  public String inviteFirst(SignedIn who, Organization made, InviteForm form) {
    who.requireReseller();
    if (!who.isSysop() && !who.organization().equals(made.parent())) {
      throw new NotFound();
    }
    return add(who, made.id(), form, made.reseller() ? Role.RESELLER : Role.ORGADMIN);
  }

  private String add(SignedIn who, OrganizationId organization, InviteForm form, Role role) {
    // Of two at once to the same address the later ends the earlier.
    organizations.lock(organization);
    requireUnused(who, organization, form.email());
    rows.closeInvitation(organization, form.email());
    members.requirePlace(organization);
    UUID id = Ids.next();
    Secret token = rows.add(id, organization, null, form.email(), form.displayName(), role, who);
    audit.record(who, organization, "user.invite", "invitation", id, form.email(), role.name());
    return token.text();
  }

  /**
   * Who uses Diction elsewhere is nobody's business but a SYSOP's: others get a link as for any
   * address, and whoever follows it learns no more than that it does not work.
   */
  private void requireUnused(SignedIn who, OrganizationId organization, String email) {
    Optional<OrganizationId> used =
        users.findCredential(email).flatMap(found -> users.organizationOf(found.user()));
    if (used.isPresent() && (who.isSysop() || used.get().equals(organization))) {
      throw new Invalid("organization.refused.email-used");
    }
  }

  /**
   * Lets a user choose a new password; an earlier link ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String resetPassword(SignedIn who, UUID user) {
    Member member = members.requireOther(who, user);
    if (member.isDeactivated()) {
      throw new WrongState("organization.refused.deactivated");
    }
    OrganizationId organization = new OrganizationId(member.organizationId());
    rows.closeReset(organization, new UserId(user));
    Secret token =
        rows.add(
            Ids.next(),
            organization,
            user,
            member.email(),
            member.displayName(),
            member.role(),
            who);
    audit.record(
        who, organization, "user.reset-password", Members.AUDITED, user, member.email(), "");
    return token.text();
  }

  /** Those by which somebody may yet join, the newest first. */
  @Transactional(readOnly = true)
  public List<Invitation> open(SignedIn who, OrganizationId organization) {
    Rights.requireAdmin(who, organization);
    return rows.open(organization);
  }

  /** An invitation that still works and that this administrator may see. */
  @Transactional(readOnly = true)
  public Invitation get(SignedIn who, UUID id) {
    who.requireAdmin();
    Invitation found = rows.find(id).orElseThrow(NotFound::new);
    if (!isOfReseller(who, found)) {
      Rights.requireAdmin(who, new OrganizationId(found.organizationId()));
    }
    return found;
  }

  /** Whether a reseller made it for a customer: what the customer makes is its own matter. */
  boolean isOfReseller(SignedIn who, Invitation invitation) {
    OrganizationId customer = new OrganizationId(invitation.organizationId());
    return who.role() == Role.RESELLER
        && who.organization().equals(organizations.get(customer).parent())
        && rows.openMadeBy(who.organization(), customer).stream()
            .anyMatch(made -> made.id().equals(invitation.id()));
  }

  @Transactional
  public void revoke(SignedIn who, UUID id) {
    Invitation found = get(who, id);
    OrganizationId organization = new OrganizationId(found.organizationId());
    if (!rows.close(organization, id)) {
      // Somebody has joined by it meanwhile.
      throw new NotFound();
    }
    audit.record(who, organization, "user.revoke-invite", "invitation", id, found.email(), "");
  }

  /** What a link leads to; wrong, used, revoked and expired ones are all not found. */
  @Transactional(readOnly = true)
  public Optional<Invitation> findOpen(String token) {
    return rows.findByToken(new Secret(token));
  }

  /**
   * Uses a link, once: makes the user or changes the password, and signs the user out elsewhere.
   *
   * <p>Not found is also what somebody else used at the same time, and what would be a second
   * account of one address.
   *
   * @param passwordHash of a password that is good enough
   */
  @Transactional
  public UserId redeem(String token, String passwordHash) {
    Invitation invitation = findOpen(token).orElseThrow(NotFound::new);
    OrganizationId organization = new OrganizationId(invitation.organizationId());
    if (!rows.close(organization, invitation.id())) {
      throw new NotFound();
    }
    UserId user =
        invitation.userId() == null
            ? join(invitation, organization, passwordHash)
            : reset(new UserId(invitation.userId()), passwordHash);
    users
        .findSignedIn(user)
        .ifPresent(
            who ->
                audit.record(
                    who,
                    invitation.isReset() ? "user.choose-password" : "user.join",
                    Members.AUDITED,
                    user.value(),
                    invitation.email()));
    return user;
  }

  private UserId join(Invitation invitation, OrganizationId organization, String passwordHash) {
    if (invitation.taken()) {
      throw new NotFound();
    }
    UserId user = new UserId(Ids.next());
    addOnce(
        new User(
            user,
            organization,
            invitation.email(),
            invitation.displayName(),
            invitation.role(),
            false),
        passwordHash);
    return user;
  }

  /** Invited by two organizations and joining both at once, an address becomes one user. */
  private void addOnce(User user, String passwordHash) {
    try {
      users.add(user, passwordHash);
    } catch (DuplicateKeyException taken) {
      throw new NotFound();
    }
  }

  private UserId reset(UserId user, String passwordHash) {
    users.resetPassword(user, passwordHash);
    sessions.end(user);
    return user;
  }
}
