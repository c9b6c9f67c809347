/**
 * Lists: pages of them, and the filter language of section 2.6 of the contract, which becomes part
 * of the statement, with everything from the request as a parameter.
 */
@NullMarked
package io.diction.api.listing;

import org.jspecify.annotations.NullMarked;
