package io.diction.custommodel;

import org.springframework.util.unit.DataSize;

/** What may be uploaded for a model at once, which the module of the data knows. */
public interface UploadLimits {
  /** Most files. */
  int files();

  /** A file of exactly this size passes. */
  DataSize largestFile();
}
