package io.diction.account.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sign-in.
 *
 * @param setUpToken guards the set-up page; without it every start makes one and prints it. Needed
 *     where several web processes start on one new database
 */
@ConfigurationProperties("diction.account")
@Validated
record AccountSettings(@Nullable String setUpToken) {}
