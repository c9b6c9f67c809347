/** Example organizations and users, and where other modules add what belongs to them. */
@NamedInterface
@NullMarked
package io.diction.organization.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
