/** What an organization may use: the limits of its plan and its training credits. */
@NamedInterface
@NullMarked
package io.diction.organization.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
