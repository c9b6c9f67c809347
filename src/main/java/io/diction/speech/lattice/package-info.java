/**
 * What to do with the word lattice of an utterance.
 *
 * <p>A <em>lattice</em> holds the word sequences that a search considered, with acoustic and
 * language scores apart; a <em>posterior</em> is the probability of a part of it given the whole
 * utterance; a <em>confusion network</em> strings together slots of competing words. Scores are
 * natural logarithms, times are frames of 10 ms from the start of the utterance.
 *
 * <pre>{@code
 * RecognizedPhrase phrase = recognizer.phrases(audio, 5, Progress.NONE).get(0);
 * Lattice lattice = phrase.lattice();
 * List<Sentence> best = new NBest(lattice, lattice.weights()).find(10);
 * ConfusionNetwork slots = new Consensus().decode(lattice, lattice.weights(), Consensus.SCALE);
 * Lattice again = Rescoring.rescore(lattice, larger, new LatticeWeights(10, -0.5));
 * }</pre>
 */
@NullMarked
package io.diction.speech.lattice;

import org.jspecify.annotations.NullMarked;
