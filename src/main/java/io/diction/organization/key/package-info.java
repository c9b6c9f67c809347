/** Keys by which programs act for an organization. */
@NamedInterface
@NullMarked
package io.diction.organization.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
