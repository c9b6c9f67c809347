package io.diction.organization.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.OrganizationId;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

@PortalTest
@Import(OrganizationFixtures.class)
class MembersTest {
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Members members;
  @Autowired private Users users;
  @Autowired private JdbcClient jdbc;
  @Autowired private FindByIndexNameSessionRepository<? extends Session> sessions;

  @Test
  void endTheSessionsOfWhomTheyDeactivate() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    signIn(sessions, user);

    members.deactivate(admin, user.user().value());

    assertThat(sessions.findByPrincipalName(user.user().toString())).isEmpty();
    assertThat(users.findSignedIn(user.user())).isEmpty();

    members.reactivate(admin, user.user().value());

    assertThat(users.findSignedIn(user.user())).isPresent();
    assertThat(deeds(user)).containsExactly("user.deactivate", "user.reactivate");
  }

  @Test
  void keepTheLastAdministrator() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn sysop = fixtures.user(Role.SYSOP);

    assertThatThrownBy(() -> members.changeRole(admin, admin.user().value(), Role.USER))
        .hasMessageContaining("last-admin");
    assertThatThrownBy(() -> members.deactivate(sysop, admin.user().value()))
        .hasMessageContaining("last-admin");
    assertThatThrownBy(() -> members.deactivate(admin, admin.user().value()))
        .hasMessageContaining("self");
  }

  @Test
  void keepOneOfTwoAdministratorsWhoGoAtTheSameTime() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 5; round++) {
        SignedIn one = fixtures.user(Role.ORGADMIN);
        SignedIn two = fixtures.user(one.organization(), Role.ORGADMIN);

        List<Future<Boolean>> outcomes =
            pool.invokeAll(List.of(demotion(one, two), demotion(two, one)));

        assertThat(outcomes.get(0).get() ^ outcomes.get(1).get()).isTrue();
        assertThat(List.of(one, two))
            .extracting(user -> users.findSignedIn(user.user()).orElseThrow().role())
            .containsExactlyInAnyOrder(Role.USER, Role.ORGADMIN);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<Boolean> demotion(SignedIn who, SignedIn whom) {
    return () -> {
      try {
        members.changeRole(who, whom.user().value(), Role.USER);
        return true;
      } catch (Refusal refused) {
        return false;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "ORGADMIN, ORGADMIN, true",
    "ORGADMIN, RESELLER, false",
    "ORGADMIN, SYSOP, false",
    "RESELLER, ORGADMIN, true",
    "RESELLER, RESELLER, false",
    "RESELLER, SYSOP, false",
    "SYSOP, SYSOP, true",
    "SYSOP, RESELLER, false"
  })
  void getTheRolesThatTheirAdministratorMayGive(Role admin, Role role, boolean allowed) {
    SignedIn who = fixtures.user(admin);
    SignedIn user = fixtures.user(who.organization(), Role.USER);

    if (allowed) {
      members.changeRole(who, user.user().value(), role);
    } else {
      assertThatThrownBy(() -> members.changeRole(who, user.user().value(), role))
          .isInstanceOf(Refusal.NotAllowed.class);
    }

    assertThat(users.find(who.organization(), user.user()).orElseThrow().role())
        .isEqualTo(allowed ? role : Role.USER);
  }

  @Test
  void areNotFoundByAnotherOrganization() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn stranger = fixtures.user(Role.USER);

    assertThatThrownBy(() -> members.deactivate(admin, stranger.user().value()))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> members.changeRole(stranger, stranger.user().value(), Role.ORGADMIN))
        .isInstanceOf(RightMissing.class);
  }

  @Test
  void areNoMoreThanThePlanAllows() {
    OrganizationId organization =
        fixtures.organization(null, new Limits(2, Integer.MAX_VALUE, Long.MAX_VALUE));
    SignedIn admin = fixtures.user(organization, Role.ORGADMIN);
    SignedIn gone = fixtures.user(organization, Role.USER);
    members.deactivate(admin, gone.user().value());
    fixtures.user(organization, Role.USER);

    assertThatThrownBy(() -> members.reactivate(admin, gone.user().value()))
        .isInstanceOf(Refusal.LimitReached.class);
  }

  private List<String> deeds(SignedIn about) {
    return jdbc.sql("select action from audit_entry where object_id = :id order by at, id")
        .param("id", about.user().value())
        .query(String.class)
        .list();
  }

  static <S extends Session> void signIn(
      FindByIndexNameSessionRepository<S> sessions, SignedIn user) {
    S session = sessions.createSession();
    session.setAttribute(
        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user.user().toString());
    sessions.save(session);
    assertThat(sessions.findByPrincipalName(user.user().toString())).hasSize(1);
  }
}
