package io.diction.organization.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.identity.UserId;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.web.Refusal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;

class UsersTest {
  @DataTest
  @Import({Organizations.class, Users.class, Profiles.class, OrganizationFixtures.class})
  abstract static class Cases {
    @Autowired private Users users;
    @Autowired private Profiles profiles;
    @Autowired private Organizations organizations;
    @Autowired private OrganizationFixtures fixtures;

    @Test
    void areThoseOfTheOrganizationAlone() {
      SignedIn uma = fixtures.user(Role.USER);
      SignedIn stranger = fixtures.user(Role.USER);

      assertThat(users.find(uma.organization(), stranger.user())).isEmpty();
      assertThat(users.find(stranger.organization(), stranger.user())).isPresent();
    }

    @Test
    void areDeactivatedByTheirOwnOrganizationAlone() {
      SignedIn uma = fixtures.user(Role.USER);

      users.deactivate(fixtures.organization(), uma.user(), true);
      assertThat(users.findSignedIn(uma.user())).isPresent();

      users.deactivate(uma.organization(), uma.user(), true);
      assertThat(users.findSignedIn(uma.user())).isEmpty();
    }

    @Test
    void stayOutWhileTheirOrganizationIsSuspended() {
      SignedIn uma = fixtures.user(Role.USER);

      fixtures.suspend(uma.organization());
      assertThat(users.findSignedIn(uma.user())).isEmpty();

      organizations.suspend(OrganizationFixtures.nobody(Role.SYSOP), uma.organization(), false);
      assertThat(users.findSignedIn(uma.user()).orElseThrow())
          .usingRecursiveComparison()
          .ignoringFields("organizationName")
          .isEqualTo(uma);
    }

    @Test
    void haveWhatTheyChoseOrWhatTheirOrganizationHas() {
      SignedIn uma = fixtures.user(Role.USER);
      assertThat(profiles.preferences(uma.user()))
          .isEqualTo(new Preferences(null, null, Theme.SYSTEM));

      ZoneId amsterdam = ZoneId.of("Europe/Amsterdam");
      profiles.prefer(
          uma.user(), new Preferences(Locale.forLanguageTag("nl"), amsterdam, Theme.DARK));

      assertThat(users.findSignedIn(uma.user()))
          .hasValueSatisfying(
              user -> {
                assertThat(user.language()).isEqualTo(Locale.forLanguageTag("nl"));
                assertThat(user.zone()).isEqualTo(amsterdam);
                assertThat(user.theme()).isEqualTo(Theme.DARK);
              });
      profiles.prefer(uma.user(), new Preferences(null, null, Theme.SYSTEM));
      assertThat(users.findSignedIn(uma.user()).orElseThrow())
          .usingRecursiveComparison()
          .ignoringFields("organizationName")
          .isEqualTo(uma);
    }

    @Test
    void areFoundByAddressInAnyCase() {
      OrganizationId organization = fixtures.organization();
      UserId id = new UserId(Ids.next());
      users.add(
          new User(id, organization, "Uma.Lindqvist@A.example", "Uma", Role.USER, false),
          "{noop}x");

      assertThat(users.findCredential(" uma.lindqvist@a.EXAMPLE"))
          .hasValueSatisfying(credential -> assertThat(credential.user()).isEqualTo(id));
      assertThatThrownBy(
              () ->
                  users.add(
                      new User(
                          new UserId(Ids.next()),
                          fixtures.organization(),
                          "UMA.lindqvist@a.example",
                          "Another",
                          Role.USER,
                          false),
                      "{noop}y"))
          .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void areAddedByWhoAdministersTheirOrganization() {
      SignedIn admin = fixtures.user(Role.ORGADMIN);

      users.add(admin, somebody(admin.organization(), Role.USER), "{noop}x");
      assertThatThrownBy(
              () -> users.add(admin, somebody(admin.organization(), Role.SYSOP), "{noop}x"))
          .isInstanceOf(RightMissing.class);
      assertThatThrownBy(
              () -> users.add(admin, somebody(fixtures.organization(), Role.USER), "{noop}x"))
          .isInstanceOf(Refusal.NotFound.class);
      SignedIn user = fixtures.user(admin.organization(), Role.USER);
      assertThatThrownBy(() -> users.add(user, somebody(user.organization(), Role.USER), "{noop}x"))
          .isInstanceOf(RightMissing.class);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "SYSOP")
    void belongToOrganizationsThatASysopAloneRules(Role role) {
      SignedIn who = fixtures.user(role);
      OrganizationId own = who.organization();

      assertThatThrownBy(() -> organizations.suspend(who, own, true))
          .isInstanceOf(RightMissing.class);
      assertThatThrownBy(() -> organizations.limit(who, own, Limits.NONE))
          .isInstanceOf(RightMissing.class);
      assertThatThrownBy(() -> organizations.add(who, organization(null, false)))
          .isInstanceOf(RightMissing.class);
      assertThatThrownBy(() -> organizations.add(who, organization(own, true)))
          .isInstanceOf(RightMissing.class);
      if (role == Role.RESELLER) {
        organizations.add(who, organization(own, false));
      } else {
        assertThatThrownBy(() -> organizations.add(who, organization(own, false)))
            .isInstanceOf(RightMissing.class);
      }
    }

    private static User somebody(OrganizationId organization, Role role) {
      UserId id = new UserId(Ids.next());
      return new User(id, organization, id + "@a.example", "Somebody", role, false);
    }

    private static Organization organization(@Nullable OrganizationId parent, boolean reseller) {
      OrganizationId id = new OrganizationId(Ids.next());
      return new Organization(
          id, parent, "Organization " + id, reseller, ZoneOffset.UTC, Limits.NONE, false);
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
