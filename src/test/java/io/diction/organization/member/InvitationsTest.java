package io.diction.organization.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

@PortalTest
@Import(OrganizationFixtures.class)
class InvitationsTest {
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Invitations invitations;
  @Autowired private Members members;
  @Autowired private Users users;
  @Autowired private JdbcClient jdbc;
  @Autowired private FindByIndexNameSessionRepository<? extends Session> sessions;

  @Test
  void letSomebodyJoinOnce() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    InviteForm form = somebody();
    String token = invitations.invite(admin, admin.organization(), form);

    assertThat(token).hasSize(43);
    assertThat(invitations.open(admin, admin.organization()))
        .singleElement()
        .extracting(Invitation::email)
        .isEqualTo(form.email());
    UserId user = invitations.redeem(token, "{noop}long enough");

    assertThat(users.find(admin.organization(), user).orElseThrow())
        .extracting(User::email, User::displayName, User::role)
        .containsExactly(form.email(), "New Person", Role.USER);
    assertThat(invitations.findOpen(token)).isEmpty();
    assertThatThrownBy(() -> invitations.redeem(token, "{noop}another"))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void areKeptAsAHashAlone() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    String token = invitations.invite(admin, admin.organization(), somebody());

    assertThat(
            jdbc.sql("select token_sha256 from invitation where organization_id = :id")
                .param("id", admin.organization().value())
                .query(String.class)
                .single())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(token);
  }

  @Test
  void endByTimeByRevocationAndByANewOne() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    InviteForm form = somebody();
    String replaced = invitations.invite(admin, admin.organization(), form);
    String revoked = invitations.invite(admin, admin.organization(), form);
    assertThat(invitations.findOpen(replaced)).isEmpty();

    invitations.revoke(admin, invitations.findOpen(revoked).orElseThrow().id());
    assertThat(invitations.findOpen(revoked)).isEmpty();

    String expired = invitations.invite(admin, admin.organization(), form);
    jdbc.sql("update invitation set expires_at = :now where organization_id = :id")
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .param("id", admin.organization().value())
        .update();
    assertThat(invitations.findOpen(expired)).isEmpty();
    assertThat(invitations.findOpen("x")).isEmpty();
  }

  @Test
  void openNothingWhileTheOrganizationIsSuspended() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    String token = invitations.invite(admin, admin.organization(), somebody());

    fixtures.suspend(admin.organization());

    assertThat(invitations.findOpen(token)).isEmpty();
  }

  @Test
  void letAUserChooseANewPasswordAndEndTheOtherSessions() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    MembersTest.signIn(sessions, user);
    String token = invitations.resetPassword(admin, user.user().value());

    assertThat(invitations.findOpen(token).orElseThrow().isReset()).isTrue();
    assertThat(invitations.open(admin, admin.organization())).isEmpty();
    invitations.redeem(token, "{noop}new");

    assertThat(users.getCredential(user.user()).passwordHash()).isEqualTo("{noop}new");
    assertThat(sessions.findByPrincipalName(user.user().toString())).isEmpty();
  }

  @Test
  void leadNowhereOnceTheUserHasChangedThePassword() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    String token = invitations.resetPassword(admin, user.user().value());

    users.changePassword(user, "{noop}of the user's own");

    assertThat(invitations.findOpen(token)).isEmpty();
  }

  @Test
  void openNothingToADeactivatedUser() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    String token = invitations.resetPassword(admin, user.user().value());

    members.deactivate(admin, user.user().value());

    assertThat(invitations.findOpen(token)).isEmpty();
  }

  @Test
  void areRefusedForWhoIsAUserAndForRolesBeyondTheOrganization() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    OrganizationId organization = admin.organization();

    assertThatThrownBy(
            () ->
                invitations.invite(
                    admin,
                    organization,
                    new InviteForm(OrganizationFixtures.email(admin.user()), "A", Role.USER)))
        .hasMessageContaining("email-used");
    assertThatThrownBy(
            () ->
                invitations.invite(
                    admin, organization, new InviteForm("a@b.example", "A", Role.SYSOP)))
        .hasMessageContaining("role");
  }

  @Test
  void endWithTheRightsOfWhoeverMadeThem() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn leaving = fixtures.user(admin.organization(), Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    String join = invitations.invite(leaving, admin.organization(), somebody());
    String reset = invitations.resetPassword(leaving, user.user().value());
    String others = invitations.invite(admin, admin.organization(), somebody());

    members.deactivate(admin, leaving.user().value());

    assertThat(invitations.findOpen(join)).isEmpty();
    assertThat(invitations.findOpen(reset)).isEmpty();
    assertThat(invitations.findOpen(others)).isPresent();
  }

  @Test
  void areOnePerAddressHoweverItIsWritten() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    InviteForm form = somebody();
    invitations.invite(admin, admin.organization(), form);
    invitations.invite(
        admin,
        admin.organization(),
        new InviteForm(form.email().toUpperCase(Locale.ROOT), "A", Role.USER));

    assertThat(invitations.open(admin, admin.organization())).hasSize(1);
  }

  @Test
  void takeAPlaceOfThePlan() {
    OrganizationId organization =
        fixtures.organization(null, new Limits(2, Integer.MAX_VALUE, Long.MAX_VALUE));
    SignedIn admin = fixtures.user(organization, Role.ORGADMIN);
    invitations.invite(admin, organization, somebody());

    assertThatThrownBy(() -> invitations.invite(admin, organization, somebody()))
        .isInstanceOf(Refusal.LimitReached.class);
  }

  private static InviteForm somebody() {
    return new InviteForm("Somebody-" + Ids.next() + "@new.example", "New Person", Role.USER);
  }
}
