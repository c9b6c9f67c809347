/** What is wrong with recordings, texts, manifests and archives: reads them, keeps nothing. */
@NullMarked
package io.diction.dataset.check;

import org.jspecify.annotations.NullMarked;
