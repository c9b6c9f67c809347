package io.diction.api.content;

import io.diction.identity.OrganizationId;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Knows the bytes behind addresses of one kind. */
public interface ContentSource {
  /** Lower case letters and hyphens; part of the address. */
  String kind();

  /**
   * What is there now: the address was signed, and has not expired.
   *
   * @param id as {@link ContentUrls#url} was told
   */
  Optional<Content> find(OrganizationId organization, String id);

  /**
   * A file.
   *
   * @param name as its owner knows it
   * @param bytes of known length
   */
  record Content(String name, Resource bytes) {}
}
