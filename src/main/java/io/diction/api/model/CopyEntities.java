package io.diction.api.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.modelcopy.CopyAuthorization;
import io.diction.modelcopy.CopyState;
import io.diction.modelcopy.ModelCopy;
import io.diction.organization.Organization;
import org.jspecify.annotations.Nullable;

/** What goes out about copies. */
final class CopyEntities {
  /** There is one installation, and no regions of it. */
  static final String REGION = "local";

  private CopyEntities() {}

  /** Leave to copy; whoever got it sends it back as it is. */
  record Authorization(
      String targetResourceRegion,
      String targetResourceId,
      String targetResourceEndpoint,
      String sourceResourceId,
      String expirationDateTime,
      String id) {
    static Authorization of(CopyAuthorization given, Links links) {
      return new Authorization(
          REGION,
          Organization.resourceId(given.target()),
          links.to("/models"),
          Organization.resourceId(given.source()),
          ApiTime.text(given.expiresAt()),
          given.id().toString());
    }
  }

  /** How far a copy is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CopyOperation(
      String id,
      String self,
      String status,
      String createdDateTime,
      String lastActionDateTime,
      @Nullable Result result,
      ModelEntity.@Nullable Problem error) {

    /** Where the copy is. */
    record Result(String link) {}

    static String self(ModelCopy copy, Links links) {
      return links.to("/operations/models/copy/" + copy.id());
    }

    static CopyOperation of(ModelCopy copy, Links links) {
      return new CopyOperation(
          copy.id().toString(),
          self(copy, links),
          switch (copy.state()) {
            case QUEUED -> "NotStarted";
            case RUNNING -> "Running";
            case DONE -> "Succeeded";
            case FAILED -> "Failed";
          },
          ApiTime.text(copy.createdAt()),
          ApiTime.text(copy.changedAt()),
          copy.state() == CopyState.DONE
              ? new Result(links.self(EntityKind.MODEL, copy.id()))
              : null,
          copy.errorCode() == null
              ? null
              : new ModelEntity.Problem(
                  copy.errorCode(), copy.errorText() == null ? "" : copy.errorText()));
    }
  }
}
