package io.diction.api.hook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether web hooks are told by this process.
 *
 * @param here as for all work in the background
 */
@ConfigurationProperties("diction.jobs")
record SenderSettings(@DefaultValue("true") boolean here) {}
