package io.diction.notification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * E-mail. The server itself is set by {@code spring.mail.host} and what belongs to it; without a
 * host nothing is sent.
 *
 * @param from the sender's address
 */
@ConfigurationProperties("diction.mail")
@Validated
record NotificationSettings(@DefaultValue("diction@localhost") String from) {}
