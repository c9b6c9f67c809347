/**
 * Pronunciations: dictionaries, variants, grapheme-to-phoneme.
 *
 * <p>A <em>phone</em> is a sound of the acoustic model's set, a <em>variant</em> one of several
 * ways to say a word, a <em>graphone</em> a pair of letters and the phones they stand for.
 *
 * <pre>{@code
 * GraphemeToPhoneme guesses = GraphemeToPhoneme.train(lexicon, Progress.NONE);
 * Pronouncer pronouncer = new Pronouncer(lexicon, normalizer, () -> guesses);
 * List<Pronunciation> guessed = pronouncer.pronounce("zolvantix");
 * List<Pronunciation> spelled = pronouncer.soundsLike("i triple e");
 * }</pre>
 */
@NullMarked
package io.diction.speech.lexicon;

import org.jspecify.annotations.NullMarked;
