/** Organizations in the eyes of the SYSOP, and of the reseller whose customers they are. */
@NamedInterface
@NullMarked
package io.diction.organization.tenant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
