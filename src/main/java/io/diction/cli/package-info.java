/**
 * The command line: one jar that serves the portal, migrates, transcribes, trains and evaluates.
 */
@ApplicationModule
@NullMarked
package io.diction.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
