/** N-gram language models and text normalisation. */
@NullMarked
package io.diction.speech.language;

import org.jspecify.annotations.NullMarked;
