/**
 * Telling other servers what happens, instead of being asked again and again. Whoever makes,
 * changes or deletes an entity records that with {@link io.diction.api.hook.EntityEvents} in the
 * same transaction; whoever knows entities of a kind shows them by an {@link
 * io.diction.api.hook.EntityView}.
 */
@NullMarked
package io.diction.api.hook;

import org.jspecify.annotations.NullMarked;
