package io.diction.dataset.contribution;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/**
 * The owner refused what was offered, or it was taken back: the model has nothing of it.
 *
 * @param organization that offered it
 */
public record OfferDeclined(UUID contribution, OrganizationId organization) {}
