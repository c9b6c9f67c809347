/**
 * What is wrong with a file, or worth knowing: values, kept with the dataset, said in sentences.
 */
@NamedInterface("finding")
@NullMarked
package io.diction.dataset.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
