package io.diction.api.hook;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.api.fetch.GuardedFetch.Answer;
import io.diction.api.hook.WebHook.State;
import io.diction.api.property.PropertyRows;
import io.diction.identity.Ids;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells one web hook one thing, once. What was answered is written down after that: a process that
 * ends in between tells it again.
 */
@Component
class HookDelivery {
  static final String EVENT = "X-MicrosoftSpeechServices-Event";
  static final String SIGNATURE = "X-MicrosoftSpeechServices-Signature";

  /** The same each time that the same is told. */
  static final String DELIVERY = "X-Diction-Delivery";

  static final Duration LONGEST = Duration.ofSeconds(10);
  private static final DataSize ANSWER = DataSize.ofKilobytes(4);
  private static final int MOST_RETRIES = 5;

  private final WebHookRows rows;
  private final HookOutbox deliveries;
  private final HookSecrets secrets;
  private final PropertyRows properties;
  private final List<EntityView> views;
  private final GuardedFetch fetch;
  private final JsonMapper json;
  private final WebHookSettings settings;
  private final TransactionTemplate transaction;

  HookDelivery(
      WebHookRows rows,
      HookOutbox deliveries,
      HookSecrets secrets,
      PropertyRows properties,
      List<EntityView> views,
      GuardedFetch fetch,
      JsonMapper json,
      WebHookSettings settings,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.properties = properties;
    this.views = List.copyOf(views);
    this.fetch = fetch;
    this.json = json;
    this.settings = settings;
    this.transaction = transaction;
  }

  void send(WebHook hook, Delivery delivery) {
    if (delivery.event() == HookEvent.CHALLENGE) {
      if (hook.state() == State.NOT_STARTED) {
        rows.state(hook.organization(), hook.id(), State.RUNNING);
      }
      challenge(hook, delivery);
    } else {
      tell(hook, delivery);
    }
  }

  /** The address has to say the token back, which it alone has been told. */
  private void challenge(WebHook hook, Delivery delivery) {
    String token = Ids.next().toString();
    String sign = hook.webUrl().contains("?") ? "&" : "?";
    try {
      URI address = URI.create(withoutFragment(hook.webUrl()) + sign + "validationToken=" + token);
      Answer answer = post(hook, delivery, address, new byte[0]);
      String said = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.status() == 200 && said.equals(token)) {
        done(hook, delivery, State.SUCCEEDED);
      } else if (answer.status() == 200) {
        failed(hook, delivery, "The answer to the challenge is not the token alone.");
      } else {
        failed(hook, delivery, answered(answer));
      }
    } catch (IOException problem) {
      failed(hook, delivery, message(problem));
    }
  }

  private void tell(WebHook hook, Delivery delivery) {
    try {
      byte[] body = json.writeValueAsBytes(shown(hook, delivery));
      Answer answer = post(hook, delivery, URI.create(withoutFragment(hook.webUrl())), body);
      if (answer.isSuccess()) {
        done(hook, delivery, null);
      } else {
        failed(hook, delivery, answered(answer));
      }
    } catch (IOException problem) {
      failed(hook, delivery, message(problem));
    }
  }

  /** As GET returns it; of what is gone, where it was. */
  private Object shown(WebHook hook, Delivery delivery) {
    EntityKind kind = delivery.event().kind();
    UUID id = delivery.entity();
    Links links = hook.links();
    if (kind == null || id == null) {
      return WebHookEntity.of(
          hook, properties.get(EntityKind.WEB_HOOK, hook.id(), hook.organization()), links);
    }
    Optional<Object> found =
        views.stream()
            .filter(view -> view.kind() == kind)
            .findFirst()
            .flatMap(view -> view.find(id, links, hook.reader()).map(Object.class::cast));
    return found.orElseGet(() -> new EntityReference.Link(links.self(kind, id)));
  }

  private Answer post(WebHook hook, Delivery delivery, URI address, byte[] body)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", MediaType.APPLICATION_JSON_VALUE);
    headers.put(EVENT, delivery.event().header());
    headers.put(DELIVERY, delivery.id().toString());
    rows.secret(hook.organization(), hook.id())
        .ifPresent(hidden -> headers.put(SIGNATURE, secrets.sign(hook.id(), hidden, body)));
    return fetch.post(address, headers, body, LONGEST, ANSWER);
  }

  /**
   * @param state another one from now on
   */
  private void done(WebHook hook, Delivery delivery, @Nullable State state) {
    transaction.executeWithoutResult(
        status -> {
          if (isStill(hook)) {
            deliveries.remove(delivery);
            rows.error(hook.organization(), hook.id(), null, null);
            if (state != null) {
              rows.state(hook.organization(), hook.id(), state);
            }
          }
        });
  }

  /** Tries again after a pause, or no more. */
  void failed(WebHook hook, Delivery delivery, String why) {
    transaction.executeWithoutResult(
        status -> {
          if (!isStill(hook)) {
            return;
          }
          if (delivery.attempts() < MOST_RETRIES) {
            Duration pause =
                settings.webHookRetry().multipliedBy((long) Math.pow(4, delivery.attempts()));
            deliveries.postpone(delivery, delivery.attempts() + 1, pause);
          } else if (delivery.event() == HookEvent.CHALLENGE) {
            deliveries.clear(hook.organization(), hook.id());
            rows.state(hook.organization(), hook.id(), State.FAILED);
            rows.error(hook.organization(), hook.id(), "WebHookChallengeFailed", why);
          } else {
            deliveries.remove(delivery);
            rows.error(
                hook.organization(),
                hook.id(),
                "WebHookDeliveryFailed",
                "%s (%s): %s".formatted(delivery.event().header(), delivery.id(), why));
          }
        });
  }

  /** Neither deleted nor sent elsewhere meanwhile. */
  private boolean isStill(WebHook hook) {
    return rows.lock(hook.organization(), hook.id())
        .filter(now -> now.webUrl().equals(hook.webUrl()))
        .isPresent();
  }

  private static String answered(Answer answer) {
    return "The address answers with %d.".formatted(answer.status());
  }

  private static String message(IOException problem) {
    return problem instanceof FetchFailed known
        ? String.valueOf(known.getMessage())
        : "No connection to the address could be made.";
  }

  private static String withoutFragment(String address) {
    int hash = address.indexOf('#');
    return hash < 0 ? address : address.substring(0, hash);
  }
}
