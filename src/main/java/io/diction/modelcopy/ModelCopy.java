package io.diction.modelcopy;

import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a version.
 *
 * @param id of its job, by which the new version is known
 * @param source whose version it is
 * @param versionLabel what was copied, for people
 * @param target who gets it
 * @param targetModel the custom model that is made of it, once it is there
 * @param name of that
 */
public record ModelCopy(
    UUID id,
    OrganizationId source,
    VersionId version,
    String versionLabel,
    OrganizationId target,
    CustomModelId targetModel,
    String name,
    String locale,
    BaseModelId baseModel,
    UserId targetUser,
    String targetUserName,
    CopyState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt) {

  /** Since when it stands as it does. */
  public OffsetDateTime changedAt() {
    return endedAt != null ? endedAt : startedAt != null ? startedAt : createdAt;
  }

  /** In whose name the model is made. */
  SignedIn receiver() {
    return new SignedIn(targetUser, target, Role.ORGADMIN, targetUserName, ZoneOffset.UTC);
  }
}
