/** The command line of the REST API against a real portal. */
@NullMarked
package io.diction.cli.csr;

import org.jspecify.annotations.NullMarked;
