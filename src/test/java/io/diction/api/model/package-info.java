@NullMarked
package io.diction.api.model;

import org.jspecify.annotations.NullMarked;
