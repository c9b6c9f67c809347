/**
 * Guard sets: recordings of everyday speech that every new version is measured with, so that a
 * model which learns one field does not lose what it knew of all others.
 */
@NullMarked
package io.diction.evaluation.guard;

import org.jspecify.annotations.NullMarked;
