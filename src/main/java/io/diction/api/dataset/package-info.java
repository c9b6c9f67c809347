/**
 * The operations on datasets. What comes by an address, a form or in blocks is put together here
 * and given to the module of the datasets, which checks it like all others.
 */
@NamedInterface("dataset")
@NullMarked
package io.diction.api.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
