package io.diction.api.hook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How web hooks are told.
 *
 * @param webHookRetry how long after a first failure it is tried again; each later pause is four
 *     times as long
 * @param webHookTurn how long after it was looked for what is due it is looked again
 */
@ConfigurationProperties("diction.api")
record WebHookSettings(
    @DefaultValue("10s") Duration webHookRetry, @DefaultValue("1s") Duration webHookTurn) {}
