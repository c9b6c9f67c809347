package io.diction.evaluation.guard;

/**
 * What the versions of an organization's models in one language are held to.
 *
 * @param points percentage points of word error rate that a version may lose against its base model
 */
public record Guard(GuardSet set, double points) {
  /** Unless somebody sets another number. */
  static final double POINTS = 2;
}
