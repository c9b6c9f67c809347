/** What a version was made of, how it did, and whether it can be made again byte by byte. */
@NullMarked
package io.diction.evaluation.version;

import org.jspecify.annotations.NullMarked;
