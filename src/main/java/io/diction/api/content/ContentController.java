package io.diction.api.content;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.content.ContentSource.Content;
import io.diction.identity.OrganizationId;
import io.diction.organization.Organizations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives files to whoever has the address. */
@RestController
class ContentController {
  private final ContentUrls urls;
  private final List<ContentSource> sources;
  private final Organizations organizations;

  ContentController(ContentUrls urls, List<ContentSource> sources, Organizations organizations) {
    this.urls = urls;
    this.sources = List.copyOf(sources);
    this.organizations = organizations;
  }

  /** Bytes and nothing else, so that no browser runs them; parts of them by ranges. */
  @GetMapping(ContentUrls.PATH + "{kind:[a-z-]+}/{organization}/{id}")
  ResponseEntity<Resource> content(
      @PathVariable String kind,
      @PathVariable String organization,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String se,
      @RequestParam(defaultValue = "") String sig) {
    if (!urls.isOpen(kind, organization, id, se, sig)) {
      throw ApiError.of(ApiCode.FORBIDDEN, "This address has expired, or was never handed out.")
          .inner(DetailCode.FORBIDDEN);
    }
    OrganizationId owner = new OrganizationId(UUID.fromString(organization));
    if (organizations.find(owner).filter(known -> !known.suspended()).isEmpty()) {
      throw ApiError.notFound();
    }
    Content content =
        sources.stream()
            .filter(source -> source.kind().equals(kind))
            .findFirst()
            .flatMap(source -> source.find(owner, id))
            .orElseThrow(ApiError::notFound);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(content.name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(content.bytes());
  }
}
