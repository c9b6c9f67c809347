/** Samples in: decoding in child processes, resampling, quality measures, synthesis. */
@NullMarked
package io.diction.speech.audio;

import org.jspecify.annotations.NullMarked;
