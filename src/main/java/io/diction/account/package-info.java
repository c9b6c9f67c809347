/**
 * The own account: name, preferences, password, second factor, passkeys and open sessions, and the
 * page behind the link of an invitation. Getting in is {@code account.signin}. Who the users are is
 * the matter of {@code organization}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "web",
      "organization",
      "organization :: demo",
      "organization :: member"
    })
@NullMarked
package io.diction.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
