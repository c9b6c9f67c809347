package io.diction.account;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of links that are sent to people.
 *
 * @param address under which browsers reach the portal; without it, the one of the request
 */
@ConfigurationProperties("diction.account")
record LinkSettings(@Nullable URI address) {}
