/**
 * What each dataset of a model brings: the model is trained once without each of them, aside, and
 * measured on the same test data.
 */
@NullMarked
package io.diction.evaluation.worth;

import org.jspecify.annotations.NullMarked;
