package io.diction.speech;

/**
 * One recognised or aligned word.
 *
 * @param word as the lexicon spells it, without the number of its pronunciation variant
 * @param startSeconds from the start of the recording
 * @param endSeconds from the start of the recording, at least {@code startSeconds}
 * @param confidence posterior probability of the word, 0 to 1
 */
public record WordTiming(String word, double startSeconds, double endSeconds, double confidence) {}
