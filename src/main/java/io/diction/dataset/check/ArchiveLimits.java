package io.diction.dataset.check;

import io.diction.speech.corpus.CorpusLimits;

/** What an archive that others send may hold. */
@FunctionalInterface
public interface ArchiveLimits {
  CorpusLimits limits();
}
