/** What is wrong with recordings, texts, manifests and archives: reads them, keeps nothing. */
@NamedInterface("check")
@NullMarked
package io.diction.dataset.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
