package io.diction.api.model;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorization;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.modelcopy.CopyAuthorizations.Leave;
import io.diction.modelcopy.ModelCopied;
import io.diction.modelcopy.ModelCopies;
import io.diction.modelcopy.ModelCopy;
import io.diction.organization.Organization;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Copies as callers ask for them: by an authorization of the target, or by its key. */
@Service
class ApiCopies {
  private static final int LONGEST = 2048;

  /** What the older way of asking sends, alone. */
  static final String KEY = "targetSubscriptionKey";

  private static final List<String> AUTHORIZATION =
      List.of(
          "id",
          "targetResourceId",
          "sourceResourceId",
          "targetResourceRegion",
          "targetResourceEndpoint",
          "expirationDateTime");

  private final ModelEntities models;
  private final ModelRecords records;
  private final ModelCopies copies;
  private final CopyAuthorizations authorizations;
  private final CopyReceivers receivers;

  ApiCopies(
      ModelEntities models,
      ModelRecords records,
      ModelCopies copies,
      CopyAuthorizations authorizations,
      CopyReceivers receivers) {
    this.models = models;
    this.records = records;
    this.copies = copies;
    this.authorizations = authorizations;
    this.receivers = receivers;
  }

  CopyAuthorization authorize(Body body, SignedIn who) {
    who.requireAdmin();
    String source = body.requiredText("sourceResourceId", LONGEST);
    body.check();
    return ResourceId.find(source)
        .flatMap(organization -> authorizations.give(organization, who))
        .orElseThrow(
            () ->
                wrongSource(
                    "sourceResourceId names no organization of this installation. That of this key"
                        + " is %s.".formatted(Organization.resourceId(who.organization()))));
  }

  /**
   * Whether the older way is meant.
   *
   * @throws ApiError for both ways at once, and for none
   */
  static boolean isByKey(Body body) {
    // Clients may write what they leave out as null.
    boolean byKey = body.isSet(KEY);
    if (byKey == AUTHORIZATION.stream().anyMatch(body::isSet)) {
      throw ApiError.invalid(
          DetailCode.INVALID_PAYLOAD,
          "Either %s is needed, or the authorization of the target as it was given."
              .formatted(KEY));
    }
    return byKey;
  }

  @Transactional
  public ModelCopy copy(UUID id, Body body, SignedIn who) {
    who.requireAdmin();
    ModelRow row = requireMade(id, who);
    for (String property : AUTHORIZATION) {
      body.requiredText(property, LONGEST);
    }
    String authorization = body.requiredText("id", LONGEST);
    String target = body.requiredText("targetResourceId", LONGEST);
    String source = body.requiredText("sourceResourceId", LONGEST);
    body.check();
    if (!ResourceId.find(source).filter(who.organization()::equals).isPresent()) {
      throw wrongSource(
          "The authorization is for another organization. That of this key is %s."
              .formatted(Organization.resourceId(who.organization())));
    }
    Leave leave =
        receivers
            .byAuthorization(authorization, target, who)
            .orElseThrow(
                () ->
                    ApiError.invalid(
                        DetailCode.MODEL_COPY_AUTHORIZATION_EXPIRED,
                        "The authorization is unknown here, used already, or over."));
    ModelCopy copy = copies.copy(id, row.displayName(), leave.receiver(), who);
    receivers.place(leave, copy.id(), copy.locale());
    return copy;
  }

  /**
   * @return in whose name the copy is looked at
   */
  @Transactional
  public Received copyByKey(UUID id, Body body, SignedIn who) {
    who.requireAdmin();
    ModelRow row = requireMade(id, who);
    String key = body.requiredText(KEY, LONGEST);
    body.check();
    SignedIn receiver =
        receivers
            .byKey(key)
            .orElseThrow(
                () ->
                    ApiError.invalid(
                            DetailCode.INVALID_SUBSCRIPTION, KEY + " is no key that works here.")
                        .target(KEY));
    if (!receiver.role().isAdmin()) {
      throw ApiError.of(ApiCode.FORBIDDEN, "The role of the target's key does not allow that.")
          .inner(DetailCode.INVALID_PERMISSIONS);
    }
    return new Received(copies.copy(id, row.displayName(), receiver, who).id(), receiver);
  }

  /** A copy, and who gets it. */
  record Received(UUID id, SignedIn receiver) {}

  private ModelRow requireMade(UUID id, SignedIn who) {
    ModelRow row = models.row(id, who);
    if (row.version() == null) {
      throw ApiError.conflict(
          DetailCode.INVALID_PREREQUISITE,
          "The model cannot be copied: its status is %s.".formatted(row.status()));
    }
    return row;
  }

  private static ApiError wrongSource(String message) {
    return ApiError.invalid(DetailCode.INVALID_SOURCE_AZURE_RESOURCE_ID, message)
        .target("sourceResourceId");
  }

  ModelCopy get(UUID id, SignedIn who) {
    return copies.find(id, who).orElseThrow(ApiError::notFound);
  }

  /** The custom model goes with its only version. */
  @EventListener
  void came(ModelCopied copied) {
    records.add(copied.copy(), copied.owner(), copied.model(), null, List.of());
  }
}
