/** Parts datasets into what trains and what tests. */
@NullMarked
package io.diction.dataset.split;

import org.jspecify.annotations.NullMarked;
