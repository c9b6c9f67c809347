/** The clips of a dataset one by one: heard, seen, found, and corrected by hand. */
@NullMarked
package io.diction.dataset.clip;

import org.jspecify.annotations.NullMarked;
