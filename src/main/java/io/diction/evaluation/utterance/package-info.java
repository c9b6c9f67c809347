/**
 * The utterances of a test: what was said, what each model heard, and what people note about it.
 */
@NullMarked
package io.diction.evaluation.utterance;

import org.jspecify.annotations.NullMarked;
