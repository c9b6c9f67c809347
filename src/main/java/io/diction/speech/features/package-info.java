/** Cepstra, their normalisation and deltas, voice activity. */
@NullMarked
package io.diction.speech.features;

import org.jspecify.annotations.NullMarked;
