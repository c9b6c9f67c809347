/**
 * Going to addresses that others name: never into the network that this machine stands in, unless a
 * setting allows the host.
 */
@NullMarked
package io.diction.api.fetch;

import org.jspecify.annotations.NullMarked;
