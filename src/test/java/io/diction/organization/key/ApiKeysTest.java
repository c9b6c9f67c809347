package io.diction.organization.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.audit.Audit;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.testing.DataTest;
import io.diction.testing.SettableClock;
import io.diction.web.Refusal;
import io.diction.web.Refusal.LimitReached;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@DataTest
@Import({Audit.class, Organizations.class})
class ApiKeysTest {
  private final SettableClock clock = new SettableClock();
  private final SignedIn admin = OrganizationFixtures.nobody(Role.ORGADMIN);

  @Autowired private JdbcClient jdbc;
  @Autowired private Audit audit;
  @Autowired private Organizations organizations;
  private ApiKeys keys;

  @BeforeEach
  void makeKeys() {
    keys = new ApiKeys(jdbc, organizations, audit, clock);
    organizations.add(
        OrganizationFixtures.nobody(Role.SYSOP),
        new Organization(
            admin.organization(), null, "Clinic", false, ZoneOffset.UTC, Limits.NONE, false));
  }

  @Test
  void speakForTheirOrganization() {
    String key = keys.create(admin, new ApiKeyForm(" Nightly import ", Role.USER, null));

    assertThat(key).startsWith("diction_").hasSize("diction_".length() + 43);
    assertThat(keys.verify(key).orElseThrow())
        .extracting(ApiKeys.Holder::organization, ApiKeys.Holder::role, ApiKeys.Holder::keyName)
        .containsExactly(admin.organization(), Role.USER, "Nightly import");
    assertThat(keys.verify(key.toLowerCase(Locale.ROOT) + "x")).isEmpty();
    assertThat(keys.verify("")).isEmpty();
  }

  @Test
  void countAgainstTheLimitOnlyWhileTheyWork() {
    for (int i = 0; i < 200; i++) {
      keys.create(admin, new ApiKeyForm("Key", Role.USER, 1));
    }
    ApiKeyForm another = new ApiKeyForm("Another", Role.USER, null);
    assertThatThrownBy(() -> keys.create(admin, another)).isInstanceOf(LimitReached.class);

    clock.set(clock.instant().plus(Duration.ofDays(2)));
    keys.create(admin, another);
    assertThat(keys.all(admin)).hasSize(201);

    clock.set(clock.instant().plus(Duration.ofDays(90)));
    assertThat(keys.all(admin)).extracting(ApiKey::name).containsExactly("Another");
  }

  @Test
  void areKeptAsAHashAndTheirLastCharacters() {
    String key = keys.create(admin, new ApiKeyForm("Import", Role.USER, null));

    Map<String, Object> row = jdbc.sql("select * from api_key").query().singleRow();
    assertThat(row.values()).doesNotContain(key);
    assertThat(row).containsEntry("last_characters", key.substring(key.length() - 4));
  }

  @Test
  void openNothingOnceRevokedExpiredOrSuspended() {
    String revoked = keys.create(admin, new ApiKeyForm("Revoked", Role.USER, null));
    keys.revoke(admin, keys.all(admin).get(0).id());
    String expiring = keys.create(admin, new ApiKeyForm("Expiring", Role.ORGADMIN, 1));
    String lasting = keys.create(admin, new ApiKeyForm("Lasting", Role.USER, null));

    assertThat(keys.verify(revoked)).isEmpty();
    assertThat(keys.verify(expiring)).isPresent();
    clock.advance(Duration.ofDays(1));
    assertThat(keys.verify(expiring)).isEmpty();
    organizations.suspend(OrganizationFixtures.nobody(Role.SYSOP), admin.organization(), true);
    assertThat(keys.verify(lasting)).isEmpty();
  }

  @Test
  void noteTheirUseOnceAMinute() {
    String key = keys.create(admin, new ApiKeyForm("Import", Role.USER, null));
    keys.verify(key);
    Instant first = clock.instant();
    clock.advance(Duration.ofSeconds(59));
    keys.verify(key);
    assertThat(keys.all(admin).get(0).lastUsedAt().toInstant()).isEqualTo(first);

    clock.advance(Duration.ofSeconds(1));
    keys.verify(key);
    assertThat(keys.all(admin).get(0).lastUsedAt().toInstant()).isEqualTo(clock.instant());
  }

  @Test
  void areForAdministratorsOfTheirOrganization() {
    keys.create(admin, new ApiKeyForm("Import", Role.USER, null));
    SignedIn stranger = OrganizationFixtures.nobody(Role.ORGADMIN);

    assertThatThrownBy(() -> keys.all(OrganizationFixtures.nobody(Role.USER)))
        .isInstanceOf(RightMissing.class);
    assertThatThrownBy(() -> keys.revoke(stranger, keys.all(admin).get(0).id()))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> keys.create(admin, new ApiKeyForm("Root", Role.SYSOP, null)))
        .isInstanceOf(Refusal.Invalid.class);
  }
}
