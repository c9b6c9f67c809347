/**
 * What users bring: transcripts, subtitles, manifests and archives, read strictly and reported by
 * line.
 */
@NullMarked
package io.diction.speech.corpus;

import org.jspecify.annotations.NullMarked;
