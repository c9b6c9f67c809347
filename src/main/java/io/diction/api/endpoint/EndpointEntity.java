package io.diction.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.answer.Published;
import io.diction.api.property.Properties;
import io.diction.api.property.TimeToLive;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An endpoint as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointEntity(
    String self,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    EntityReference.@Nullable Link project,
    EntityReference.Link model,
    Places links,
    Facts properties,
    String status,
    String createdDateTime,
    String lastActionDateTime) {

  /** Where short recordings are recognised, and what is kept of that. */
  record Places(String restInteractive, String restConversation, String logs) {}

  /** How it works. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(
      boolean loggingEnabled,
      @Nullable String timeToLive,
      @Nullable String email,
      @Nullable Problem error) {}

  /** Why it could not be deployed. */
  record Problem(String code, String message) {}

  static EndpointEntity of(Endpoint endpoint, Properties said, Links links) {
    String self = links.self(EntityKind.ENDPOINT, endpoint.id());
    String text = endpoint.errorText() == null ? "" : endpoint.errorText();
    return new EndpointEntity(
        self,
        endpoint.displayName(),
        endpoint.locale(),
        endpoint.description(),
        said.customPropertiesOrNull(),
        links.reference(EntityKind.PROJECT, endpoint.project()),
        Objects.requireNonNull(links.reference(endpoint.model().kind(), endpoint.model().id())),
        new Places(
            recognition(endpoint, "interactive", links),
            recognition(endpoint, "conversation", links),
            self + "/files/logs"),
        new Facts(
            endpoint.logging(),
            TimeToLive.text(endpoint.timeToLive()),
            said.email(),
            endpoint.errorCode() == null ? null : new Problem(endpoint.errorCode(), text)),
        Published.name(endpoint.state()),
        ApiTime.text(endpoint.createdAt()),
        ApiTime.text(endpoint.changedAt()));
  }

  private static String recognition(Endpoint endpoint, String mode, Links links) {
    return "%s/speech/recognition/%s/cognitiveservices/v1?cid=%s"
        .formatted(links.base(), mode, endpoint.id());
  }

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }
}
