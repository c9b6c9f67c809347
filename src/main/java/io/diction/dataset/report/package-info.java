/** The validation report of a dataset: what is wrong with it, and mending that where it stands. */
@NullMarked
package io.diction.dataset.report;

import org.jspecify.annotations.NullMarked;
