package io.diction.administration;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.key.ApiKey;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.member.Member;
import io.diction.organization.member.Members;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Users who go, and the keys they made, which would go on working without them. */
@Service
class Leavers {
  private final Members members;
  private final ApiKeys keys;

  Leavers(Members members, ApiKeys keys) {
    this.members = members;
    this.keys = keys;
  }

  /** The keys that a user made and that still work. */
  @Transactional(readOnly = true)
  public List<ApiKey> keys(SignedIn who, Member member) {
    return keys.madeBy(who, organization(member), new UserId(member.id()));
  }

  @Transactional
  public void deactivate(SignedIn who, UUID user) {
    members.deactivate(who, user);
  }

  /** Keeps the user out and ends the user's keys, both or neither. */
  @Transactional
  public void deactivateWithKeys(SignedIn who, UUID user) {
    members.deactivate(who, user);
    keys.revokeMadeBy(who, organization(members.get(who, user)), new UserId(user));
  }

  private static OrganizationId organization(Member member) {
    return new OrganizationId(member.organizationId());
  }
}
