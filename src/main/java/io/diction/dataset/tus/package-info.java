/**
 * Uploads that go on where they stopped, by the tus protocol: their files, whose they are, and when
 * they are given up. What becomes of a file that is there whole is not known here.
 */
@NullMarked
package io.diction.dataset.tus;

import org.jspecify.annotations.NullMarked;
