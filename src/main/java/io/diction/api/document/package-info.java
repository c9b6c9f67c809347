/** What the API says of itself: a document in the words of OpenAPI 3.1, made of its handlers. */
@NullMarked
package io.diction.api.document;

import org.jspecify.annotations.NullMarked;
