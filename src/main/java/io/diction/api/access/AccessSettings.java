package io.diction.api.access;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the access to the API.
 *
 * @param rateLimit requests of one key within ten seconds, counted by each process
 */
@ConfigurationProperties("diction.api")
@Validated
record AccessSettings(@DefaultValue("100") @Min(1) int rateLimit) {}
