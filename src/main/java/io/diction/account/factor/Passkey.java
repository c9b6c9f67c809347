package io.diction.account.factor;

import java.time.OffsetDateTime;

/**
 * A key that a browser, phone or security key made for this portal.
 *
 * @param id chosen by its maker, in letters fit for a form
 */
public record Passkey(
    String id, String label, OffsetDateTime createdAt, OffsetDateTime lastUsedAt, boolean synced) {}
