/**
 * The page that lists custom models, and what starts there: a new one, the end of one, its help.
 */
@NullMarked
package io.diction.custommodel.list;

import org.jspecify.annotations.NullMarked;
