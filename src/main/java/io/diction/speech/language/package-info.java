/**
 * N-gram language models.
 *
 * <p>An <em>n-gram</em> is a word with the n - 1 words before it, its <em>history</em>; a
 * <em>state</em> stands for a history in a model. Probabilities are natural logarithms. A model of
 * a domain and its share beside a base model:
 *
 * <pre>{@code
 * TextNormalizer english = TextNormalizer.of("en-US", lexicon.words()::contains);
 * BackoffLanguageModel domain;
 * try (TrigramCounts counts = new TrigramCounts(folder, TrigramCounts.TABLE, Progress.NONE)) {
 *   for (List<String> sentence : english.sentences(text)) {
 *     counts.addSentence(sentence);
 *   }
 *   domain = StreamedKneserNey.estimate(counts, -1, Progress.NONE);
 * }
 * InterpolationWeight chosen = InterpolationWeight.choose(base, domain, heldOut, Progress.NONE);
 * LanguageModel both = new InterpolatedLanguageModel(base, domain, chosen.weight());
 * long state = both.nextState(both.startState(), both.vocabulary().id("good"));
 * float logProb = both.logProb(state, both.vocabulary().id("morning"));
 * }</pre>
 */
@NullMarked
package io.diction.speech.language;

import org.jspecify.annotations.NullMarked;
