package io.diction.organization.demo;

import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization.Limits;
import io.diction.organization.Organizations;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.organization.member.Members;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.organization.plan.Credits;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Something for every page of an example organization's administrators to show. */
@Component
@Profile("demo")
@Order(0)
class DemoMembers implements DemoData {
  private static final String FORMER = "former@lakeside.example";

  private final Users users;
  private final Members members;
  private final Invitations invitations;
  private final ApiKeys keys;
  private final Organizations organizations;
  private final Credits credits;

  DemoMembers(
      Users users,
      Members members,
      Invitations invitations,
      ApiKeys keys,
      Organizations organizations,
      Credits credits) {
    this.users = users;
    this.members = members;
    this.invitations = invitations;
    this.keys = keys;
    this.organizations = organizations;
    this.credits = credits;
  }

  @Override
  @Transactional
  public void add(DemoOrganizations demo) {
    if (users.findCredential(FORMER).isPresent()) {
      return;
    }
    SignedIn admin = demo.user(demo.hospital(), Role.ORGADMIN);
    UserId former = new UserId(Ids.next());
    users.add(
        admin,
        new User(former, demo.hospital(), FORMER, "Farid Aldous", Role.USER, false),
        users.getCredential(admin.user()).passwordHash());
    members.deactivate(admin, former.value());
    invitations.invite(
        admin,
        demo.hospital(),
        new InviteForm("ines.novak@lakeside.example", "Ines Novak", Role.USER));
    keys.create(admin, new ApiKeyForm("Transcription server", Role.USER, 365));
    SignedIn sysop = demo.sysop();
    organizations.limit(sysop, demo.hospital(), new Limits(10, 25, 50L << 30));
    credits.grant(sysop, demo.hospital(), 5, "Order 2026-117");
  }
}
