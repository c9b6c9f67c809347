/**
 * What written text sounds like: numbers, dates, abbreviations and symbols as words, for each
 * language.
 *
 * <pre>{@code
 * TextNormalizer english = TextNormalizer.of("en-US", lexicon.words()::contains);
 * english.words("Dr. Lee paid $2.50."); // doctor lee paid two dollars and fifty cents
 * }</pre>
 */
@NullMarked
package io.diction.speech.text;

import org.jspecify.annotations.NullMarked;
