/**
 * Files that the API names by addresses which anyone can fetch until they expire. What can be
 * fetched is told by beans of {@link io.diction.api.content.ContentSource}.
 */
@NullMarked
package io.diction.api.content;

import org.jspecify.annotations.NullMarked;
