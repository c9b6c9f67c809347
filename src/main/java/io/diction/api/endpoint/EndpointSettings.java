package io.diction.api.endpoint;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of endpoints.
 *
 * @param logRetention how long what was recognised is kept where an endpoint logs
 */
@ConfigurationProperties("diction.api")
record EndpointSettings(@DefaultValue("30d") Duration logRetention) {}
