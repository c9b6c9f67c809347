/** What is done with a finished version on demand: who may ask for it, and how it stands. */
@NullMarked
package io.diction.evaluation.work;

import org.jspecify.annotations.NullMarked;
