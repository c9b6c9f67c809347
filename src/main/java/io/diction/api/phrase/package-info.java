/** What was recognised in the forms that the API has for it, and how those are written. */
@NullMarked
package io.diction.api.phrase;

import org.jspecify.annotations.NullMarked;
