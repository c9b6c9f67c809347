package io.diction.organization;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.storage.Retentions;
import io.diction.web.Refusal.Invalid;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an organization set for itself, and whom it binds. */
@Service
public class OrganizationRules implements Retentions {
  private final Organizations organizations;
  private final ObjectProvider<KeptSessions> sessions;
  private final Audit audit;
  private final Clock clock;

  OrganizationRules(
      Organizations organizations,
      ObjectProvider<KeptSessions> sessions,
      Audit audit,
      Clock clock) {
    this.organizations = organizations;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public SettingsForm settings(SignedIn who) {
    Rights.requireAdmin(who, who.organization());
    return organizations.settings(who.organization());
  }

  /** How many sessions go, within the hour, once these settings are saved. */
  @Transactional(readOnly = true)
  public long sessionsLost(SignedIn who, SettingsForm settings) {
    Integer before = settings(who).sessionDays();
    Integer days = settings.sessionDays();
    if (days == null || (before != null && before <= days)) {
      return 0;
    }
    OffsetDateTime limit = OffsetDateTime.now(clock).minusDays(days);
    return sessions.stream()
        .mapToLong(kept -> kept.finishedBefore(who.organization(), limit))
        .sum();
  }

  @Transactional
  public void change(SignedIn who, SettingsForm settings) {
    Rights.requireAdmin(who, who.organization());
    if (!isZone(settings.zone())) {
      throw new Invalid("organization.settings.zone.unknown");
    }
    organizations.change(who.organization(), settings);
    audit.record(
        who,
        "organization.change-settings",
        "organization",
        who.organization().value(),
        settings.name());
  }

  /**
   * Whether this is the name of a time zone that databases know, too: neither a mere offset nor one
   * of those that Java alone has.
   */
  public static boolean isZone(String name) {
    return !name.startsWith("SystemV/") && ZoneId.getAvailableZoneIds().contains(name);
  }

  @Override
  public Map<OrganizationId, Duration> ofOrganizations() {
    return organizations.deletedRetentions();
  }
}
