package io.diction.organization.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
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
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;

class UsersTest {
  @DataTest
  @Import({Organizations.class, Users.class, OrganizationFixtures.class})
  abstract static class Cases {
    @Autowired private Users users;
    @Autowired private Organizations organizations;
    @Autowired private OrganizationFixtures fixtures;

    @Test
    void areThoseOfTheOrganizationAlone() {
      SignedIn uma = fixtures.user(Role.USER);
      SignedIn oren = fixtures.user(uma.organization(), Role.ORGADMIN);
      SignedIn stranger = fixtures.user(Role.USER);

      assertThat(users.of(uma.organization()))
          .extracting(User::id)
          .containsExactlyInAnyOrder(uma.user(), oren.user());
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

      organizations.suspend(uma.organization(), true);
      assertThat(users.findSignedIn(uma.user())).isEmpty();

      organizations.suspend(uma.organization(), false);
      assertThat(users.findSignedIn(uma.user())).hasValue(uma);
    }

    @Test
    void haveWhatTheyChoseOrWhatTheirOrganizationHas() {
      SignedIn uma = fixtures.user(Role.USER);
      assertThat(users.preferences(uma.user()))
          .isEqualTo(new Preferences(null, null, Theme.SYSTEM));

      ZoneId amsterdam = ZoneId.of("Europe/Amsterdam");
      users.prefer(uma.user(), new Preferences(Locale.forLanguageTag("nl"), amsterdam, Theme.DARK));

      assertThat(users.findSignedIn(uma.user()))
          .hasValueSatisfying(
              user -> {
                assertThat(user.language()).isEqualTo(Locale.forLanguageTag("nl"));
                assertThat(user.zone()).isEqualTo(amsterdam);
                assertThat(user.theme()).isEqualTo(Theme.DARK);
              });
      users.prefer(uma.user(), new Preferences(null, null, Theme.SYSTEM));
      assertThat(users.findSignedIn(uma.user())).hasValue(uma);
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
    void haveResellersWhoSeeTheirCustomersAlone() {
      OrganizationId reseller = fixtures.organization();
      OrganizationId customer = fixtures.organization(reseller, new Limits(5, 1_000_000));
      fixtures.organization(fixtures.organization(), Limits.NONE);

      assertThat(organizations.customersOf(reseller))
          .extracting(Organization::id, Organization::parent, Organization::limits)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(customer, reseller, new Limits(5, 1_000_000)));
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
