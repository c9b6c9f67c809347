/** How much of what there is in a dataset, in charts that the server draws. */
@NullMarked
package io.diction.dataset.statistics;

import org.jspecify.annotations.NullMarked;
