package io.diction.dataset.folder;

import io.diction.storage.Blob;

/**
 * A file of a folder.
 *
 * @param path within the folder, with slashes, as its owner knows it
 */
public record Part(String path, Blob blob) {
  /** In UTF-16; what is longer cannot be kept by itself. */
  public static final int LONGEST_PATH = 2_048;
}
