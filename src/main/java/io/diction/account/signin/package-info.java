/**
 * How somebody gets in: set-up, password, second step and passkey, how guesses are slowed down, and
 * what every answer forbids the browser. Knows nothing of the account's own pages.
 */
@NullMarked
package io.diction.account.signin;

import org.jspecify.annotations.NullMarked;
