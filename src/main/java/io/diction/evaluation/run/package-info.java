/** How a test is done, and where what it found is kept. */
@NamedInterface("run")
@NullMarked
package io.diction.evaluation.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
