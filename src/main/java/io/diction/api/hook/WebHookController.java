package io.diction.api.hook;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.api.listing.Slice;
import io.diction.identity.SignedIn;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Web hooks. */
@RestController
@RequestMapping(Operation.BASE + "/webhooks")
class WebHookController {
  private final WebHooks hooks;

  WebHookController(WebHooks hooks) {
    this.hooks = hooks;
  }

  @GetMapping
  ResponseEntity<Paginated<WebHookEntity>> list(ListQuery query, Links links, SignedIn who) {
    Slice<WebHookEntity> found = hooks.list(query, links, who);
    return Paginated.answer(found, query, links, WebHookController::isUnderWay);
  }

  @PostMapping
  ResponseEntity<WebHookEntity> create(Body body, Links links, SignedIn who) {
    WebHookEntity made = hooks.create(body, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/" + Operation.ID)
  ResponseEntity<WebHookEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    WebHookEntity found = hooks.get(id, links, who);
    return Answers.ok(found, isUnderWay(found));
  }

  @PatchMapping("/" + Operation.ID)
  ResponseEntity<WebHookEntity> change(
      @PathVariable UUID id, Body body, Links links, SignedIn who) {
    WebHookEntity changed = hooks.change(id, body, links, who);
    return Answers.ok(changed, isUnderWay(changed));
  }

  @DeleteMapping("/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    hooks.delete(id, who);
    return Answers.noContent();
  }

  @PostMapping("/" + Operation.ID + ":ping")
  ResponseEntity<Void> ping(@PathVariable UUID id, SignedIn who) {
    hooks.ping(id, who);
    return accepted();
  }

  @PostMapping("/" + Operation.ID + ":test")
  ResponseEntity<Void> test(@PathVariable UUID id, SignedIn who) {
    return hooks.test(id, who) ? accepted() : Answers.noContent();
  }

  private static boolean isUnderWay(WebHookEntity hook) {
    return hook.status().equals("NotStarted") || hook.status().equals("Running");
  }

  private static ResponseEntity<Void> accepted() {
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(Answers.RETRY_SECONDS))
        .build();
  }
}
