/** Endpoints and the recognition of short recordings, as a program meets them. */
@NullMarked
package io.diction.api.endpoint;

import org.jspecify.annotations.NullMarked;
