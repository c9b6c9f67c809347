/** Finding sessions by what is said in them. */
@NullMarked
package io.diction.transcription.search;

import org.jspecify.annotations.NullMarked;
