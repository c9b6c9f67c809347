package io.diction.dataset;

/** Where a dataset stands; only {@link #READY} trains. */
public enum DatasetStatus {
  UPLOADING("sky", "cloud-upload"),
  VALIDATING("sky", "hourglass-split"),
  /** Part of it is wrong: somebody decides whether the rest is used. */
  NEEDS_REVIEW("amber", "exclamation-triangle"),
  READY("emerald", "check-circle"),
  /** Nothing of it can be used. */
  REJECTED("red", "x-circle");

  private final String colour;
  private final String icon;

  DatasetStatus(String colour, String icon) {
    this.colour = colour;
    this.icon = icon;
  }

  public String colour() {
    return colour;
  }

  public String icon() {
    return icon;
  }

  /** Whether it changes without anyone's doing. */
  public boolean isUnderWay() {
    return this == UPLOADING || this == VALIDATING;
  }
}
