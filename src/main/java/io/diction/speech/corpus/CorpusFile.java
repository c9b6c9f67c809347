package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;

/** A file of the user's, wherever it lies; can be read more than once. Not for threads. */
public interface CorpusFile {
  /** Relative to the data's root, with slashes. */
  String name();

  long size();

  InputStream open() throws IOException;
}
