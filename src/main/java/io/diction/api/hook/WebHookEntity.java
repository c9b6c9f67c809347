package io.diction.api.hook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.answer.Published;
import io.diction.api.property.Properties;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A web hook as it goes out: without its secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebHookEntity(
    String self,
    String displayName,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    String webUrl,
    Map<String, Boolean> events,
    String status,
    String createdDateTime,
    String lastActionDateTime,
    Actions links,
    Facts properties) {

  /** Where it is tried. */
  record Actions(String ping, String test) {}

  /** The shape of what is told, and what went wrong. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(String apiVersion, @Nullable Problem error) {}

  /** Why the challenge or the last delivery failed. */
  record Problem(String code, String message) {}

  static WebHookEntity of(WebHook hook, Properties said, Links links) {
    String self = links.self(EntityKind.WEB_HOOK, hook.id());
    Map<String, Boolean> events = new TreeMap<>();
    hook.events().forEach(event -> events.put(event.property(), true));
    String text = hook.errorText() == null ? "" : hook.errorText();
    return new WebHookEntity(
        self,
        hook.displayName(),
        hook.description(),
        said.customPropertiesOrNull(),
        hook.webUrl(),
        events,
        Published.name(hook.state()),
        ApiTime.text(hook.createdAt()),
        ApiTime.text(hook.changedAt()),
        new Actions(self + ":ping", self + ":test"),
        new Facts("v3.2", hook.errorCode() == null ? null : new Problem(hook.errorCode(), text)));
  }
}
