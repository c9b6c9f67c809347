/** The pages of one custom model that this module owns: overview and versions. */
@NullMarked
package io.diction.custommodel.details;

import org.jspecify.annotations.NullMarked;
