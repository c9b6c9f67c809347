/** Force alignment: where the words of a transcript that somebody has are said in a recording. */
@NullMarked
package io.diction.transcription.alignment;

import org.jspecify.annotations.NullMarked;
