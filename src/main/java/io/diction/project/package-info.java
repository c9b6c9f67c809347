/**
 * Projects: containers of one locale that other things may be put into. What those things are is
 * the matter of the modules that own them; here they are a kind and an identifier.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "web", "organization"})
@NullMarked
package io.diction.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
