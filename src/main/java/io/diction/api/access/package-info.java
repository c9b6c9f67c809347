/** Who calls the API: keys, tokens made of them, and how often one may call. */
@NullMarked
package io.diction.api.access;

import org.jspecify.annotations.NullMarked;
