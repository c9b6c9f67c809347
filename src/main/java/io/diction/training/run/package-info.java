/**
 * One training: the record of it, its stages one after the other, the folder they work in, and the
 * recipe that they follow. Nothing here decides whether a training may be.
 */
@NamedInterface("run")
@NullMarked
package io.diction.training.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
