package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.Organizations;
import io.diction.organization.Secret;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links in place of those that got lost: nobody can read one again. */
@Service
public class NewLinks {
  private final InvitationRows rows;
  private final Invitations invitations;
  private final Members members;
  private final Organizations organizations;
  private final Audit audit;

  NewLinks(
      InvitationRows rows,
      Invitations invitations,
      Members members,
      Organizations organizations,
      Audit audit) {
    this.rows = rows;
    this.invitations = invitations;
    this.members = members;
    this.organizations = organizations;
    this.audit = audit;
  }

  /** What a reseller has made for a customer and may make anew. */
  @Transactional(readOnly = true)
  public List<Invitation> madeFor(SignedIn who, Organization customer) {
    who.requireReseller();
    return rows.openMadeBy(who.organization(), customer.id());
  }

  /**
   * The same invitation with another link, which works from now on as long as any; the earlier one
   * ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String renew(SignedIn who, UUID id) {
    Invitation found = invitations.get(who, id);
    OrganizationId organization = new OrganizationId(found.organizationId());
    if (!invitations.isOfReseller(who, found)
        && !members.grantable(who, organization).contains(found.role())) {
      throw new NotAllowed("organization.refused.role");
    }
    organizations.lock(organization);
    if (found.isReset() || !rows.close(organization, id)) {
      throw new NotFound();
    }
    UUID next = Ids.next();
    Secret token =
        rows.add(next, organization, null, found.email(), found.displayName(), found.role(), who);
    audit.record(
        who, organization, "user.invite", "invitation", next, found.email(), found.role().name());
    return token.text();
  }
}
