/** The operations on models. */
@NamedInterface("model")
@NullMarked
package io.diction.api.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
