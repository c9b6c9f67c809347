/**
 * How recognised words are shown: numbers in digits, capitals, punctuation.
 *
 * <p>The <em>lexical form</em> of an utterance is its words as the lexicon spells them ("i paid
 * twenty dollars"), the <em>display form</em> is what a person would have written ("I paid $20.").
 * <em>Inverse text normalisation</em> turns spoken numbers, dates and addresses into written ones;
 * what it writes is read back and must give the same words. Each token of the display form keeps
 * the times of the words it stands for, in seconds, and their lowest confidence.
 *
 * <pre>{@code
 * DisplayWriter writer = DisplayWriter.of(model.locale(), model.display());
 * DisplayText shown = writer.write(hypothesis.words());
 * shown.text(); // "I paid $20."
 * }</pre>
 */
@NullMarked
package io.diction.speech.display;

import org.jspecify.annotations.NullMarked;
