/**
 * How the owner of an account signs in: password, authenticator app, passkeys, recovery codes. Each
 * change asks for the password.
 */
@NullMarked
package io.diction.account.security;

import org.jspecify.annotations.NullMarked;
