package io.diction.api.hook;

import io.diction.identity.OrganizationId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a web hook is to be told.
 *
 * @param entity null for what is about the web hook itself
 * @param attempts that failed
 */
record Delivery(
    UUID id,
    OrganizationId organization,
    UUID hook,
    HookEvent event,
    @Nullable UUID entity,
    int attempts) {}
