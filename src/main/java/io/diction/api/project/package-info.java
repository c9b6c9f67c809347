/** The operations on projects. */
@NullMarked
package io.diction.api.project;

import org.jspecify.annotations.NullMarked;
