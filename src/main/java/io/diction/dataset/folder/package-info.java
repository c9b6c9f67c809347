/** Folders of training data: the files that they are made of, each kept by itself. */
@NullMarked
package io.diction.dataset.folder;

import org.jspecify.annotations.NullMarked;
