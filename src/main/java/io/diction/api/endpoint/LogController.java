package io.diction.api.endpoint;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.FileEntity;
import io.diction.api.content.Validity;
import io.diction.api.endpoint.LogRows.Root;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What endpoints, and the base models of locales, have recognised. */
@RestController
@RequestMapping(Operation.BASE + "/endpoints")
class LogController {
  private static final String OF_ENDPOINT = "/" + Operation.ID + "/files/logs";
  private static final String OF_LOCALE = "/base/{locale}/files/logs";

  private final LogPages pages;
  private final EndpointLogs logs;
  private final ApiEndpoints endpoints;
  private final DeployableModels models;

  LogController(
      LogPages pages, EndpointLogs logs, ApiEndpoints endpoints, DeployableModels models) {
    this.pages = pages;
    this.logs = logs;
    this.endpoints = endpoints;
    this.models = models;
  }

  @GetMapping(OF_ENDPOINT)
  ResponseEntity<Paginated<FileEntity>> list(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String skipToken,
      @RequestParam(required = false) @Nullable String top,
      Validity validity,
      Links links,
      SignedIn who) {
    return Answers.ok(
        pages.page(of(id, who), place(id), new LogPages.Asked(skipToken, top, validity), links),
        endpoints.get(id, who).state().isUnderWay());
  }

  @DeleteMapping(OF_ENDPOINT)
  ResponseEntity<Void> deleteAll(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String endDate,
      SignedIn who) {
    logs.removeUntil(of(id, who), LogPages.day(endDate));
    return ResponseEntity.accepted().build();
  }

  @GetMapping(OF_ENDPOINT + "/{logId}")
  ResponseEntity<FileEntity> get(
      @PathVariable UUID id,
      @PathVariable String logId,
      Validity validity,
      Links links,
      SignedIn who) {
    return Answers.ok(pages.file(of(id, who), place(id), logId, validity, links));
  }

  @DeleteMapping(OF_ENDPOINT + "/{logId}")
  ResponseEntity<Void> delete(@PathVariable UUID id, @PathVariable String logId, SignedIn who) {
    return removed(of(id, who), logId);
  }

  @GetMapping(OF_LOCALE)
  ResponseEntity<Paginated<FileEntity>> listOfBase(
      @PathVariable String locale,
      @RequestParam(required = false) @Nullable String skipToken,
      @RequestParam(required = false) @Nullable String top,
      Validity validity,
      Links links,
      SignedIn who) {
    Root root = of(locale, who);
    return Answers.ok(
        pages.page(
            root, place(root.locale()), new LogPages.Asked(skipToken, top, validity), links));
  }

  @DeleteMapping(OF_LOCALE)
  ResponseEntity<Void> deleteAllOfBase(
      @PathVariable String locale,
      @RequestParam(required = false) @Nullable String endDate,
      SignedIn who) {
    logs.removeUntil(of(locale, who), LogPages.day(endDate));
    return ResponseEntity.accepted().build();
  }

  @GetMapping(OF_LOCALE + "/{logId}")
  ResponseEntity<FileEntity> getOfBase(
      @PathVariable String locale,
      @PathVariable String logId,
      Validity validity,
      Links links,
      SignedIn who) {
    Root root = of(locale, who);
    return Answers.ok(pages.file(root, place(root.locale()), logId, validity, links));
  }

  @DeleteMapping(OF_LOCALE + "/{logId}")
  ResponseEntity<Void> deleteOfBase(
      @PathVariable String locale, @PathVariable String logId, SignedIn who) {
    return removed(of(locale, who), logId);
  }

  private ResponseEntity<Void> removed(Root root, String name) {
    if (!logs.remove(root, name)) {
      throw LogPages.unknown();
    }
    return Answers.noContent();
  }

  private static String place(UUID endpoint) {
    return "/" + EntityKind.ENDPOINT.collection() + "/" + endpoint + "/files/logs";
  }

  private static String place(String locale) {
    return "/" + EntityKind.ENDPOINT.collection() + "/base/" + locale + "/files/logs";
  }

  /** One that logs, or did so. */
  private Root of(UUID id, SignedIn who) {
    Endpoint endpoint = endpoints.get(id, who);
    Root root = new Root(who.organization(), id, endpoint.locale());
    if (!endpoint.logging() && logs.page(root, null, 1).isEmpty()) {
      throw ApiError.conflict(
          DetailCode.ENDPOINT_WITHOUT_LOGGING,
          "This endpoint keeps nothing of what it recognises: its loggingEnabled is false.");
    }
    return root;
  }

  private Root of(String locale, SignedIn who) {
    List<String> known = models.locales();
    return known.stream()
        .filter(locale::equalsIgnoreCase)
        .findFirst()
        .map(found -> new Root(who.organization(), null, found))
        .orElseThrow(
            () ->
                ApiError.of(ApiCode.NOT_FOUND, "There is no base model of this locale.")
                    .inner(DetailCode.INVALID_LOCALE)
                    .target("locale"));
  }
}
