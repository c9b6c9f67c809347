/** What a finished test says: rates, differences, speakers, terms and errors. */
@NullMarked
package io.diction.evaluation.figures;

import org.jspecify.annotations.NullMarked;
