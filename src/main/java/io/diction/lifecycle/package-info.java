/** Tells owners in time that what recognises speech today will not for ever. */
@ApplicationModule(allowedDependencies = {"identity", "notification", "custommodel"})
@NullMarked
package io.diction.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
