/** The REST API as a program meets it: every answer is held to the published shapes. */
@NullMarked
package io.diction.api;

import org.jspecify.annotations.NullMarked;
