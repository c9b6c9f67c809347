/** Words of datasets that the base dictionary lacks, on their way to the vocabulary. */
@NamedInterface
@NullMarked
package io.diction.dataset.word;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
