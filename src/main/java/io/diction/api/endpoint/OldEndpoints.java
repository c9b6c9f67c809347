package io.diction.api.endpoint;

import io.diction.api.endpoint.EndpointRows.Over;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes endpoints that were made for some time only. */
@Component
class OldEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(OldEndpoints.class);
  private static final int AT_ONCE = 100;

  private final EndpointRows rows;
  private final ApiEndpoints endpoints;

  OldEndpoints(EndpointRows rows, ApiEndpoints endpoints) {
    this.rows = rows;
    this.endpoints = endpoints;
  }

  /** The next turn takes what is left. */
  void delete() {
    for (Over over : rows.over(AT_ONCE)) {
      try {
        endpoints.expire(over.organization(), over.id());
      } catch (RuntimeException problem) {
        // The others have a right to their turn.
        LOG.error("Endpoint {} is still there", over.id(), problem);
      }
    }
  }
}
