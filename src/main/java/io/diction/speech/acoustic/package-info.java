/** Acoustic models of the CMU formats: readers, writers, Gaussian and tied-state scores. */
@NullMarked
package io.diction.speech.acoustic;

import org.jspecify.annotations.NullMarked;
