/**
 * Training of acoustic models from scratch: from recordings with transcripts and a dictionary, or
 * letters where there is none, to a language pack.
 *
 * <p>Vocabulary: a <i>segmentation</i> says in which phone and state an utterance is at each frame;
 * a <i>context</i> of a phone is its two neighbours and its position in the word (a triphone); a
 * <i>tied state</i> is shared by the contexts that end in the same leaf of a <i>decision tree</i>;
 * a <i>question</i> asks for a class of phones beside, or for the position. Frames are 10 ms;
 * likelihoods are natural logarithms.
 *
 * <p>The recipe: all states begin with the mean and variance of all speech, and utterances cut
 * evenly (flat start); phones without context are segmented and re-estimated in turns; questions
 * are found by clustering the phones; trees tie the states of triphones; their Gaussians are split
 * and re-estimated in turns. See S. Young and others, "The HTK Book", 2006, chapters 8 and 10, for
 * the whole.
 *
 * <pre>{@code
 * ScratchTraining training =
 *     new ScratchTraining(work, names, data, ScratchSettings.DEFAULT.withThreads(2), speech);
 * training.run(Progress.NONE);
 * training.export(Path.of("nl-NL"));
 * training.result().describe().forEach(System.out::println);
 * }</pre>
 */
@NullMarked
package io.diction.speech.scratch;

import org.jspecify.annotations.NullMarked;
