/** How long a session lasts, and what a page learns of its end. */
@NullMarked
package io.diction.account.session;

import org.jspecify.annotations.NullMarked;
