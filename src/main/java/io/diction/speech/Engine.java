package io.diction.speech;

/** The code that trains and measures, as models and tests name it. */
public final class Engine {
  /** Changes whenever the same input may give other results. */
  public static final String VERSION = "0.1.0";

  private Engine() {}
}
