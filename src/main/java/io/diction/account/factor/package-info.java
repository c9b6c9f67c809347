/**
 * More than a password: one-time codes of an authenticator app, recovery codes, passkeys. Knows
 * nothing of sessions; who has shown a factor is remembered by {@code account}.
 */
@NullMarked
package io.diction.account.factor;

import org.jspecify.annotations.NullMarked;
