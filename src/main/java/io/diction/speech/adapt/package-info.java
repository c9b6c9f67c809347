/** The training recipe: data in, a self-contained model folder out. */
@NullMarked
package io.diction.speech.adapt;

import org.jspecify.annotations.NullMarked;
