@NullMarked
package io.diction;

import org.jspecify.annotations.NullMarked;
