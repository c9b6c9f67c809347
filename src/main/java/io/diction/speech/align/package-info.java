/**
 * Where words and phones lie in a recording whose words are known.
 *
 * <p>Words are spelled as in the lexicon. A <em>frame</em> is 10 ms, a <em>tied state</em> the
 * number of a mixture in the acoustic model, a <em>filler</em> silence or a noise between words, a
 * <em>variant</em> one of the pronunciations of a word. Scores are natural logarithms of
 * likelihoods.
 *
 * <pre>{@code
 * AlignmentModel model = new AlignmentModel(speech.acousticModel(), speech.lexicon());
 * UtteranceAligner aligner = new UtteranceAligner(model, AlignmentSettings.DEFAULT);
 * switch (aligner.align(samples, 0, samples.length, List.of("cold", "and", "dry"))) {
 *   case Alignment.Placed placed -> use(placed.words(), placed.tiedStates());
 *   case Alignment.Failed failed -> tell(failed.reason(), failed.detail());
 * }
 * }</pre>
 */
@NullMarked
package io.diction.speech.align;

import org.jspecify.annotations.NullMarked;
