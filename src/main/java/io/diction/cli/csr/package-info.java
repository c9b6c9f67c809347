/** The command line of the REST API: a program like any other, which knows addresses and keys. */
@NullMarked
package io.diction.cli.csr;

import org.jspecify.annotations.NullMarked;
