/** Folders of training data, sent file by file, packed into one archive each. */
@NullMarked
package io.diction.dataset.folder;

import org.jspecify.annotations.NullMarked;
