/**
 * Word error rate and what stands behind it.
 *
 * <p>The <em>reference</em> is what was said, the <em>hypothesis</em> what was recognised; a word
 * is a <em>hit</em>, <em>substituted</em>, <em>deleted</em> or <em>inserted</em>. Rates are
 * fractions, 0.25 for 25 %.
 *
 * <pre>{@code
 * ModelEvaluation evaluation = new ModelEvaluation(speech, normalizer, 2);
 * var result = evaluation.run(List.of(custom, base), references, Progress.NONE);
 * EvaluationReport report = EvaluationReport.of(List.of("custom", "base"), result, 1);
 * report.describe().forEach(line -> show(line));
 * }</pre>
 */
@NullMarked
package io.diction.speech.evaluate;

import org.jspecify.annotations.NullMarked;
