/** Web hooks as a receiver meets them. */
@NullMarked
package io.diction.api.hook;

import org.jspecify.annotations.NullMarked;
