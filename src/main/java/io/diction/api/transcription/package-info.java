/**
 * Transcriptions: recordings that programs name are fetched, heard by the portal's own sessions,
 * and their words given back as published.
 */
@NullMarked
package io.diction.api.transcription;

import org.jspecify.annotations.NullMarked;
