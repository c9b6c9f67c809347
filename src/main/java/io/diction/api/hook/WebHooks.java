package io.diction.api.hook;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.api.hook.WebHook.State;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.audit.Audit;
import io.diction.dataset.PlanRoom;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with web hooks. Only administrators send data of the organization elsewhere. */
@Service
class WebHooks {
  private static final String AUDITED = "web_hook";
  private static final int MOST = 100;
  private static final int LONGEST_SECRET = 1000;
  private static final int LONGEST_ADDRESS = 4096;

  private final WebHookRows rows;
  private final HookOutbox deliveries;
  private final HookSecrets secrets;
  private final PropertyRows properties;
  private final List<EntityView> views;
  private final PlanRoom plan;
  private final Audit audit;

  WebHooks(
      WebHookRows rows,
      HookOutbox deliveries,
      HookSecrets secrets,
      PropertyRows properties,
      List<EntityView> views,
      PlanRoom plan,
      Audit audit) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.properties = properties;
    this.views = List.copyOf(views);
    this.plan = plan;
    this.audit = audit;
  }

  @Transactional(readOnly = true)
  public Slice<WebHookEntity> list(ListQuery query, Links links, SignedIn who) {
    Slice<WebHook> found = rows.page(who.organization(), query);
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.WEB_HOOK,
            found.rows().stream().map(WebHook::id).toList(),
            who.organization());
    return found.map(
        hook ->
            WebHookEntity.of(
                shown(hook, who), said.getOrDefault(hook.id(), Properties.NONE), links));
  }

  @Transactional(readOnly = true)
  public WebHookEntity get(UUID id, Links links, SignedIn who) {
    WebHook hook = rows.find(who.organization(), id).orElseThrow(ApiError::notFound);
    return entity(shown(hook, who), links);
  }

  /** Paths and queries of such addresses often let whoever knows them send in one's name. */
  private static WebHook shown(WebHook hook, SignedIn who) {
    return who.role().isAdmin() ? hook : hook.withHostAlone();
  }

  @Transactional
  public WebHookEntity create(Body body, Links links, SignedIn who) {
    who.requireAdmin();
    String name = body.displayName();
    String description = body.description();
    Map<String, String> custom = body.customProperties();
    String address = address(body);
    if (address == null) {
      String unused = body.requiredText("webUrl", LONGEST_ADDRESS);
    }
    Set<HookEvent> events = events(body, Set.of());
    if (!body.has("events")) {
      body.reject(unknownEvent("The property events is missing."));
    }
    String secret = body.object("properties").text("secret", LONGEST_SECRET);
    body.check();
    plan.hold(who.organization());
    if (rows.count(who.organization()) >= MOST) {
      throw ApiError.of(
              ApiCode.FORBIDDEN, "There are %d web hooks; more cannot be.".formatted(MOST))
          .inner(DetailCode.QUOTA_VIOLATION);
    }
    OffsetDateTime now = rows.now();
    WebHook hook =
        new WebHook(
            Ids.next(),
            who.organization(),
            name,
            description,
            String.valueOf(address),
            events,
            State.NOT_STARTED,
            null,
            null,
            links.base(),
            who.user(),
            now,
            now);
    rows.add(hook);
    secret(hook, secret);
    save(hook, custom);
    deliveries.add(hook.organization(), hook.id(), HookEvent.CHALLENGE, null);
    record(who, "web_hook.create", hook);
    return entity(hook, links);
  }

  @Transactional
  public WebHookEntity change(UUID id, Body body, Links links, SignedIn who) {
    who.requireAdmin();
    OrganizationId organization = who.organization();
    WebHook before = rows.lock(organization, id).orElseThrow(ApiError::notFound);
    Properties said = properties.get(EntityKind.WEB_HOOK, id, organization);
    Change<String> name = body.changedDisplayName();
    Change<String> description = body.changedDescription();
    Map<String, String> custom = body.changedCustomProperties(said.customProperties());
    String address = address(body);
    Set<HookEvent> events = events(body, before.events());
    String secret = body.object("properties").text("secret", LONGEST_SECRET);
    body.check();
    WebHook after =
        new WebHook(
            id,
            organization,
            name.orKeep(before.displayName()),
            description.or(before.description()),
            address == null ? before.webUrl() : address,
            events,
            before.state(),
            before.errorCode(),
            before.errorText(),
            before.base(),
            before.createdBy(),
            before.createdAt(),
            before.changedAt());
    rows.change(after);
    if (body.has("properties")) {
      secret(after, secret);
    }
    save(after, custom);
    boolean asked = address != null && before.state() == State.FAILED;
    if (asked || !after.webUrl().equals(before.webUrl())) {
      challenge(organization, id);
    }
    record(who, "web_hook.change", after);
    return get(id, links, who);
  }

  /** What another address was to be told is not this one's. */
  private void challenge(OrganizationId organization, UUID id) {
    deliveries.clear(organization, id);
    rows.state(organization, id, State.NOT_STARTED);
    rows.error(organization, id, null, null);
    deliveries.add(organization, id, HookEvent.CHALLENGE, null);
  }

  @Transactional
  public void delete(UUID id, SignedIn who) {
    who.requireAdmin();
    WebHook hook = rows.lock(who.organization(), id).orElseThrow(ApiError::notFound);
    deliveries.clear(who.organization(), id);
    if (rows.remove(who.organization(), id)) {
      properties.forget(EntityKind.WEB_HOOK, id, who.organization());
      record(who, "web_hook.delete", hook);
    }
  }

  /** Sent once the challenge is passed. */
  @Transactional
  public void ping(UUID id, SignedIn who) {
    who.requireAdmin();
    WebHook hook = listening(id, who);
    deliveries.addOnce(who.organization(), hook.id(), HookEvent.PING, null);
  }

  /**
   * Sends what each event would be like.
   *
   * @return whether there was anything to send
   */
  @Transactional
  public boolean test(UUID id, SignedIn who) {
    who.requireAdmin();
    WebHook hook = listening(id, who);
    boolean any = false;
    for (HookEvent event : EnumSet.allOf(HookEvent.class)) {
      Optional<UUID> latest =
          hook.events().contains(event) ? latest(event, hook) : Optional.empty();
      if (latest.isPresent()) {
        deliveries.addOnce(who.organization(), id, event, latest.get());
        any = true;
      }
    }
    return any;
  }

  /** One whose challenge has failed is told nothing before it is changed. */
  private WebHook listening(UUID id, SignedIn who) {
    WebHook hook = rows.find(who.organization(), id).orElseThrow(ApiError::notFound);
    if (hook.state() == WebHook.State.FAILED) {
      throw ApiError.conflict(
          DetailCode.INVALID_PREREQUISITE,
          "The address has not answered the challenge: give the web hook its webUrl again.");
    }
    return hook;
  }

  private Optional<UUID> latest(HookEvent event, WebHook hook) {
    Stage stage = event.stage();
    if (stage == null || stage == Stage.DELETION) {
      return Optional.empty();
    }
    return views.stream()
        .filter(view -> view.kind() == event.kind())
        .findFirst()
        .flatMap(view -> view.latest(stage, hook.reader()));
  }

  private static @Nullable String address(Body body) {
    String text = body.text("webUrl", LONGEST_ADDRESS);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      GuardedFetch.requireFetchable(URI.create(text));
      return text;
    } catch (FetchFailed refused) {
      body.reject(invalidAddress(refused.getMessage()));
    } catch (IllegalArgumentException malformed) {
      body.reject(invalidAddress("webUrl is no whole address with http or https."));
    }
    return null;
  }

  private static ApiError invalidAddress(@Nullable String message) {
    return ApiError.invalid(DetailCode.INVALID_CALLBACK_URI, String.valueOf(message))
        .target("webUrl");
  }

  /** What is said of each event; a change that merges leaves the others. */
  private static Set<HookEvent> events(Body body, Set<HookEvent> before) {
    Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
    Body said = body.object("events");
    if (body.has("events") && !body.isSet("events")) {
      body.reject(unknownEvent("The property events cannot be empty."));
    }
    if (!body.has("events") || body.isMerging()) {
      events.addAll(before);
    }
    for (String name : said.names()) {
      Optional<HookEvent> known = HookEvent.find(name);
      if (known.isEmpty()) {
        body.reject(unknownEvent("There is no event '%s'.".formatted(name)));
      } else if (Boolean.TRUE.equals(said.flag(name))) {
        events.add(known.get());
      } else {
        events.remove(known.get());
      }
    }
    return events;
  }

  private static ApiError unknownEvent(String message) {
    return ApiError.invalid(DetailCode.INVALID_WEB_HOOK_EVENT_KIND, message).target("events");
  }

  /** Where data goes is what the log is asked for. */
  private void record(SignedIn who, String action, WebHook hook) {
    audit.record(
        who,
        hook.organization(),
        action,
        AUDITED,
        hook.id(),
        hook.displayName(),
        URI.create(hook.webUrl()).getHost());
  }

  private void secret(WebHook hook, @Nullable String secret) {
    rows.secret(
        hook.organization(),
        hook.id(),
        secret == null || secret.isEmpty() ? null : secrets.seal(hook.id(), secret));
  }

  private void save(WebHook hook, Map<String, String> custom) {
    properties.save(
        EntityKind.WEB_HOOK,
        hook.id(),
        hook.organization(),
        new Properties(null, null, custom, null));
  }

  private WebHookEntity entity(WebHook hook, Links links) {
    return WebHookEntity.of(
        hook, properties.get(EntityKind.WEB_HOOK, hook.id(), hook.organization()), links);
  }
}
