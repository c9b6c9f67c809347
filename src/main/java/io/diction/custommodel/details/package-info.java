/**
 * The pages of one custom model that this module owns, overview and versions, and what they share
 * with those that other modules own.
 */
@NamedInterface("details")
@NullMarked
package io.diction.custommodel.details;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
