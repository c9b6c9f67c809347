package io.diction.organization.plan;

/**
 * How much of a limit of the plan is used.
 *
 * @param of what: users, models, storage
 * @param most {@link Long#MAX_VALUE} when there is no limit
 */
public record Usage(String of, long used, long most) {
  public boolean isLimited() {
    return most != Long.MAX_VALUE;
  }

  public boolean isFull() {
    return used >= most;
  }

  /** At least nine tenths: a limit is shown before it hurts. */
  public boolean isNearlyFull() {
    return isLimited() && used * 10.0 >= most * 9.0;
  }

  /** 0 to 100. */
  public int percent() {
    return !isLimited() ? 0 : most == 0 ? 100 : (int) Math.min(100, used * 100.0 / most);
  }
}
