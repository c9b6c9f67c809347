/** What a finished test says: rates, differences, speakers, terms and errors. */
@NamedInterface("figures")
@NullMarked
package io.diction.evaluation.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
