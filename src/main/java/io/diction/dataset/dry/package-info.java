/** Dry runs: data is checked as uploads are, and nothing of it is kept. */
@NullMarked
package io.diction.dataset.dry;

import org.jspecify.annotations.NullMarked;
