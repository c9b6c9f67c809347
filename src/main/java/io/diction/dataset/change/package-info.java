/** What people change in the files of a dataset without touching the bytes that came. */
@NullMarked
package io.diction.dataset.change;

import org.jspecify.annotations.NullMarked;
