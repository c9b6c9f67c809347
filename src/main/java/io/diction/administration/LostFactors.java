package io.diction.administration;

import io.diction.account.FactorReset;
import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.Member;
import io.diction.organization.member.Members;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets users in again who lost what they showed beside their password. */
@Service
class LostFactors {
  private final Members members;
  private final FactorReset reset;
  private final Audit audit;

  LostFactors(Members members, FactorReset reset, Audit audit) {
    this.members = members;
    this.reset = reset;
    this.audit = audit;
  }

  /** Whom an administrator may not change, it may not weaken either; nor itself without asking. */
  @Transactional
  public void reset(SignedIn who, UUID user) {
    Member member = members.requireOther(who, user);
    OrganizationId organization = new OrganizationId(member.organizationId());
    reset.reset(who, organization, new UserId(user));
    audit.record(who, organization, "user.reset-factor", "user", user, member.email(), "");
  }
}
