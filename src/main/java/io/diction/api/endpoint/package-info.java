/**
 * Deployed models: endpoints, the recognition of short recordings by them, and what is kept of
 * that.
 */
@NullMarked
package io.diction.api.endpoint;

import org.jspecify.annotations.NullMarked;
