/**
 * What users are told of by the portal and, where a mail server is set, by e-mail: kept for each of
 * them until it is read. What there is to tell is the matter of the modules that call it.
 */
@ApplicationModule(allowedDependencies = {"identity", "web", "organization"})
@NullMarked
package io.diction.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
