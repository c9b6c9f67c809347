/**
 * Estimates acoustic models from aligned speech: sufficient statistics, linear regression of means
 * and variances (MLLR), maximum a posteriori (MAP).
 *
 * <p>A <em>codebook</em> is a set of Gaussians that tied states share; an <em>occupancy</em> is the
 * expected number of frames (10 ms each) of a Gaussian, a mixture or a class; a <em>regression
 * class</em> is a set of codebooks that move together. Statistics are sums in double precision, so
 * they can be made apart and added up; adding them up in the same order gives the same bytes.
 *
 * <pre>{@code
 * ModelStatistics statistics = new ModelStatistics(model);
 * StatisticsCollector collector = new StatisticsCollector(model);
 * for (Aligned utterance : utterances) {
 *   collector.add(utterance.features(), utterance.states(), utterance.frames(), statistics);
 * }
 * AcousticModel moved =
 *     LinearRegression.estimate(model, statistics, LinearRegression.DEFAULT).apply();
 * AcousticModel adapted = MaximumAPosteriori.adapt(moved, statisticsOfMoved, relevance);
 * }</pre>
 */
@NullMarked
package io.diction.speech.estimate;

import org.jspecify.annotations.NullMarked;
