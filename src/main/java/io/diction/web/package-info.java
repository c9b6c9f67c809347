/**
 * What every page shares: layout, grids' parameters, toasts, refusals and error pages. Knows who is
 * signed in and nothing of what the pages are about.
 */
@ApplicationModule(allowedDependencies = {"identity", "storage"})
@NullMarked
package io.diction.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
