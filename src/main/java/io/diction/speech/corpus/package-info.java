/**
 * What users bring: transcripts, subtitles, tables, manifests and archives, read strictly and
 * reported by line. {@link io.diction.speech.corpus.TrainingCorpus} is the way in, {@link
 * io.diction.speech.corpus.Transcripts} reads a single text.
 *
 * <p>A <em>finding</em> is something to tell the owner of a file: errors block what they are about
 * (a line, an entry, a file), warnings do not. Names are relative to the root of the data, with
 * slashes. Nothing outside of the root is ever read.
 *
 * <p>Limits of each file are in {@link io.diction.speech.corpus.CorpusLimits}; texts stream, only
 * the texts of utterances are kept.
 */
@NullMarked
package io.diction.speech.corpus;

import org.jspecify.annotations.NullMarked;
