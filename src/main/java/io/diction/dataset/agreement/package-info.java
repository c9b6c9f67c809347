/** Whether recordings say what is written down: checked, shown, and kept for the training. */
@NamedInterface
@NullMarked
package io.diction.dataset.agreement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
