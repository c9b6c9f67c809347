/** From use to training: what people have corrected becomes training data of a custom model. */
@NullMarked
package io.diction.transcription.teaching;

import org.jspecify.annotations.NullMarked;
