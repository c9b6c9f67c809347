/**
 * Every address of the portal, called as everybody: the table is {@code
 * src/test/resources/routes.txt}.
 */
@NullMarked
package io.diction.routes;

import org.jspecify.annotations.NullMarked;
