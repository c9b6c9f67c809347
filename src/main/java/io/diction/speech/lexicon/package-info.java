/** Pronunciations: dictionaries, variants, grapheme-to-phoneme. */
@NullMarked
package io.diction.speech.lexicon;

import org.jspecify.annotations.NullMarked;
