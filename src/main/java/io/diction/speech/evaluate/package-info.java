/** Word error rate and what stands behind it. */
@NullMarked
package io.diction.speech.evaluate;

import org.jspecify.annotations.NullMarked;
