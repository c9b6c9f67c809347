/**
 * Correcting transcripts: passages, what people made of them, and the way back. The transcript that
 * was recognised stays as it was.
 */
@NullMarked
package io.diction.transcription.correction;

import org.jspecify.annotations.NullMarked;
