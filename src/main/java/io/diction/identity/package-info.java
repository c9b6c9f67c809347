/**
 * Who acts: identifiers of organizations and users, roles, the signed-in user. Knows no other
 * module.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.diction.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
