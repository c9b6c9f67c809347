/**
 * The people of an organization: users, and the links by which they join or choose a new password.
 */
@NamedInterface
@NullMarked
package io.diction.organization.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
