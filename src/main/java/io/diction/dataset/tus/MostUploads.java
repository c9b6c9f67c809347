package io.diction.dataset.tus;

/** Uploads of one organization that may be on their way at a time: each has two files on disk. */
@FunctionalInterface
public interface MostUploads {
  long count();
}
