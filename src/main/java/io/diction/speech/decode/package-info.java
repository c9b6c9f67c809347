/** The beam search over a lexicon tree, its hypotheses and confidences. */
@NullMarked
package io.diction.speech.decode;

import org.jspecify.annotations.NullMarked;
