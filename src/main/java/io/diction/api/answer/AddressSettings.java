package io.diction.api.answer;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the portal is reached.
 *
 * @param address without it, that of each request
 */
@ConfigurationProperties("diction.account")
record AddressSettings(@Nullable URI address) {}
