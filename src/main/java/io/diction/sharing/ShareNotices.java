package io.diction.sharing;

import io.diction.audit.Audit;
import io.diction.custommodel.AccessEnded;
import io.diction.custommodel.AccessLowered;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelAccess.Given;
import io.diction.custommodel.Permission;
import io.diction.custommodel.VersionAccepted;
import io.diction.notification.News;
import io.diction.notification.News.Audience;
import io.diction.notification.News.Kind;
import io.diction.notification.Notifications;
import io.diction.organization.Organizations;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells organizations what becomes of the models they have from others, as it happens. */
@Component
class ShareNotices {
  private final Notifications notifications;
  private final ShareEnds ends;
  private final ModelAccess access;
  private final Organizations organizations;
  private final Audit audit;

  ShareNotices(
      Notifications notifications,
      ShareEnds ends,
      ModelAccess access,
      Organizations organizations,
      Audit audit) {
    this.notifications = notifications;
    this.ends = ends;
    this.access = access;
    this.organizations = organizations;
    this.audit = audit;
  }

  void given(Given given, String owner) {
    Holder holder = given.holder();
    if (given.before() == null) {
      tell(holder, Audience.EVERYONE, Kind.SHARE_GIVEN, owner, "", null);
    } else if (given.before() != holder.permission()) {
      tell(holder, Audience.EVERYONE, Kind.SHARE_CHANGED, owner, holder.permission().name(), null);
    }
    if (holder.isDefault()) {
      String replaced = given.replaced() == null ? "" : given.replaced();
      tell(holder, Audience.ADMINISTRATORS, Kind.DEFAULT_SET, owner, replaced, null);
    } else if (given.isDefaultNoMore()) {
      tell(holder, Audience.ADMINISTRATORS, Kind.DEFAULT_GONE, owner, "", null);
    }
  }

  void ending(Holder holder, String owner) {
    tell(holder, Audience.EVERYONE, Kind.SHARE_ENDING, owner, "", holder.until());
  }

  void kept(Holder holder, String owner) {
    tell(holder, Audience.EVERYONE, Kind.SHARE_KEPT, owner, "", null);
  }

  /** Within the transaction that ends it: whoever looks for the model next finds the reason. */
  @EventListener
  void ended(AccessEnded ended) {
    ends.add(ended);
    audit.record(
        ended.organization(),
        "custom-model.share-ended",
        "custom-model",
        ended.model().value(),
        ended.name());
    if (ended.reason() == AccessEnded.Reason.DATE) {
      audit.record(
          ended.owner(),
          "custom-model.share-ended",
          "custom-model",
          ended.model().value(),
          ended.name());
    }
    News news = new News(Kind.SHARE_ENDED, ended.name(), ended.ownerName(), "", ended.at(), "/");
    notifications.tell(ended.organization(), Audience.EVERYONE, news);
    if (ended.wasDefault()) {
      notifications.tell(
          ended.organization(),
          Audience.ADMINISTRATORS,
          new News(Kind.DEFAULT_GONE, ended.name(), ended.ownerName(), "", ended.at(), "/"));
    }
  }

  /** What may only be looked at recognises nothing any more: the reason is found like an end's. */
  @EventListener
  void lowered(AccessLowered lowered) {
    if (!lowered.permission().includes(Permission.USE)) {
      ends.add(lowered);
    }
  }

  /** Whoever has the model takes the owner's new version, or is asked to. */
  @EventListener
  void accepted(VersionAccepted accepted) {
    String owner = organizations.get(accepted.owner()).name();
    for (Holder holder : access.holders(accepted.model())) {
      if (holder.permission().includes(Permission.USE)) {
        tell(
            holder,
            Audience.ADMINISTRATORS,
            holder.isOffered() ? Kind.VERSION_OFFERED : Kind.VERSION_TAKEN,
            owner,
            String.valueOf(accepted.number()),
            null);
      }
    }
  }

  private void tell(
      Holder holder,
      Audience audience,
      Kind kind,
      String owner,
      String detail,
      @Nullable OffsetDateTime on) {
    notifications.tell(
        holder.organization(),
        audience,
        new News(kind, holder.modelName(), owner, detail, on, path(holder.model())));
  }

  static String path(CustomModelId model) {
    return "/custom-models/" + model + "/sharing";
  }
}
