/** Who did what to which object: an append-only log, written in the transaction of the deed. */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package io.diction.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
