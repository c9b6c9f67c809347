/**
 * Training data that organizations offer for models of others: checked as it comes, and made a
 * dataset only when the owner approves it.
 */
@NamedInterface("contribution")
@NullMarked
package io.diction.dataset.contribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
