/** A finished test as files: for a spreadsheet, a program, sclite, and for printing. */
@NullMarked
package io.diction.evaluation.export;

import org.jspecify.annotations.NullMarked;
