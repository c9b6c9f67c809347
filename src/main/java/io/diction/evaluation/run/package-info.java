/** How a test is done, and where what it found is kept. */
@NullMarked
package io.diction.evaluation.run;

import org.jspecify.annotations.NullMarked;
