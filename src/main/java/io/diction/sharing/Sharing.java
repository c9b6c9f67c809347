package io.diction.sharing;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelAccess.Given;
import io.diction.custommodel.ModelView;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.tenant.Tenants;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What resellers do with models and their customers, and a SYSOP with all organizations. */
@Service
class Sharing {
  private static final String AUDITED = "custom-model";

  /** As many as a page of organizations has. */
  private static final int MOST_AT_ONCE = 100;

  /** A later end is a slip of the pen. */
  private static final int LATEST_YEARS = 10;

  private final CustomModels models;
  private final ModelAccess access;
  private final Tenants tenants;
  private final ShareNotices notices;
  private final Audit audit;
  private final Clock clock;

  Sharing(
      CustomModels models,
      ModelAccess access,
      Tenants tenants,
      ShareNotices notices,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.access = access;
    this.tenants = tenants;
    this.notices = notices;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether the role gives models to other organizations. */
  static boolean mayShare(SignedIn who) {
    return who.role() == Role.RESELLER || who.isSysop();
  }

  /** The model, if this user may give it to others. */
  @Transactional(readOnly = true)
  public ModelView requireShareable(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotAllowed("custommodel.shared-read-only");
    }
    who.requireReseller();
    return model;
  }

  /** The one organization's part in it, for whoever may change it. */
  @Transactional(readOnly = true)
  public Holder holder(CustomModelId id, UUID organization, SignedIn who) {
    var unused = requireShareable(id, who);
    Organization recipient = tenants.recipient(who, organization);
    return access.holders(id, List.of(recipient.id()), who).stream()
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  /** Gives a model to organizations, or changes how they have it: all of them or none. */
  @Transactional
  public List<Given> assign(
      CustomModelId id, List<UUID> organizations, Assignment assignment, SignedIn who) {
    ModelView model = requireShareable(id, who);
    if (organizations.isEmpty()) {
      throw new Invalid("sharing.refused.none-selected");
    }
    if (organizations.size() > MOST_AT_ONCE) {
      throw new Invalid("sharing.refused.too-many", MOST_AT_ONCE);
    }
    List<Organization> recipients = new ArrayList<>();
    // Always in one order: two who give models to the same organizations take turns.
    for (UUID organization : organizations.stream().distinct().sorted().toList()) {
      recipients.add(tenants.recipient(who, organization));
    }
    List<Given> all = new ArrayList<>();
    for (Organization recipient : recipients) {
      Given given =
          access.give(id, recipient.id(), assignment.permission(), assignment.isDefault(), who);
      all.add(given);
      record(who, model, recipient.id(), "custom-model.share", detail(recipient, assignment));
      notices.given(given, model.ownerName());
    }
    return all;
  }

  private static String detail(Organization recipient, Assignment assignment) {
    return "%s: %s, %s".formatted(recipient.name(), assignment.permission(), assignment.use());
  }

  /** Takes a model back at once. */
  @Transactional
  public Holder remove(CustomModelId id, UUID organization, SignedIn who) {
    Holder holder = holder(id, organization, who);
    ModelView model = models.get(id, who);
    // Two at once: the second finds nothing any more.
    Holder ended = access.take(id, holder.organization(), who).orElseThrow(NotFound::new);
    record(who, model, ended.organization(), "custom-model.unshare", ended.name());
    return ended;
  }

  /** Takes a model back at the end of a day where the organization is. */
  @Transactional
  public Holder removeAfter(CustomModelId id, UUID organization, LocalDate day, SignedIn who) {
    Holder holder = holder(id, organization, who);
    LocalDate today = clock.instant().atZone(holder.zone()).toLocalDate();
    if (day.isBefore(today) || day.isAfter(today.plusYears(LATEST_YEARS))) {
      throw new Invalid("sharing.refused.date", today, holder.zone().getId());
    }
    OffsetDateTime end = endOf(day, holder.zone());
    ModelView model = models.get(id, who);
    Holder ending = access.until(id, holder.organization(), end, who).orElseThrow(NotFound::new);
    record(
        who,
        model,
        ending.organization(),
        "custom-model.unshare-after",
        "%s: %s (%s)".formatted(ending.name(), day, ending.zone()));
    notices.ending(ending, model.ownerName());
    return ending;
  }

  /** The first moment after the day, whatever the clocks do that night. */
  static OffsetDateTime endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
  }

  /** Calls the end that was set off. */
  @Transactional
  public Holder keep(CustomModelId id, UUID organization, SignedIn who) {
    Holder holder = holder(id, organization, who);
    ModelView model = models.get(id, who);
    Holder kept = access.until(id, holder.organization(), null, who).orElseThrow(NotFound::new);
    if (holder.until() != null) {
      record(who, model, kept.organization(), "custom-model.unshare-cancel", kept.name());
      notices.kept(kept, model.ownerName());
    }
    return kept;
  }

  /** In the log of the owner, and in that of the organization concerned. */
  private void record(
      SignedIn who, ModelView model, OrganizationId concerned, String action, String detail) {
    for (OrganizationId log : List.of(model.owner(), concerned)) {
      audit.record(who, log, action, AUDITED, model.id().value(), model.name(), detail);
    }
  }
}
