/** Words of datasets that the base dictionary lacks, on their way to the vocabulary. */
@NullMarked
package io.diction.dataset.word;

import org.jspecify.annotations.NullMarked;
