/**
 * Evaluations: two models measured on a dataset by the portal's own tests, with figures over words
 * and over what is written.
 */
@NamedInterface("evaluation")
@NullMarked
package io.diction.api.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
