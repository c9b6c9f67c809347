/** The files of datasets in storage, and the parts of them with text. */
@NullMarked
package io.diction.dataset.file;

import org.jspecify.annotations.NullMarked;
