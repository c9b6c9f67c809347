/**
 * The speech core: recognise, align, adapt, evaluate. Plain Java, without Spring and without any
 * other part of Diction.
 *
 * <p>Units: audio is mono, samples in -1 to 1; times are seconds from the start of the recording
 * unless a name says frames (10 ms each); probabilities are natural logarithms unless a name says
 * otherwise.
 */
@NullMarked
package io.diction.speech;

import org.jspecify.annotations.NullMarked;
