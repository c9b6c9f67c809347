/** How the API speaks: bodies that come, entities that go, links, references and errors. */
@NullMarked
package io.diction.api.answer;

import org.jspecify.annotations.NullMarked;
