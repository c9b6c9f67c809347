package io.diction.api.endpoint;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.identity.OrganizationId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many may send sound and wait at once. Each of them holds a thread that answers requests: some
 * are left for the portal whatever programs do, and for one organization whatever others do.
 */
final class Entrance {
  static final int RETRY_SECONDS = 5;
  static final int MOST = 96;
  static final int MOST_OF_ONE = 32;

  private final Map<OrganizationId, Integer> inside = new HashMap<>();
  private int all;

  /**
   * @throws ApiError when there are too many, of all or of this organization
   */
  synchronized void enter(OrganizationId organization) {
    int own = inside.getOrDefault(organization, 0);
    if (own >= MOST_OF_ONE) {
      throw ApiError.of(
              ApiCode.TOO_MANY_REQUESTS,
              "%d recordings of this organization are being recognised; that is the most at once."
                  .formatted(own))
          .retryAfter(RETRY_SECONDS);
    }
    if (all >= MOST) {
      throw busy();
    }
    all++;
    inside.put(organization, own + 1);
  }

  synchronized void leave(OrganizationId organization) {
    all--;
    inside.computeIfPresent(organization, (id, count) -> count == 1 ? null : count - 1);
  }

  static ApiError busy() {
    return ApiError.of(ApiCode.SERVICE_UNAVAILABLE, "Too much is being recognised just now.")
        .retryAfter(RETRY_SECONDS);
  }
}
