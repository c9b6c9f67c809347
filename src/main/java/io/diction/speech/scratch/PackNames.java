package io.diction.speech.scratch;

import java.util.regex.Pattern;

/**
 * What a pack says of itself.
 *
 * @param name by which users choose it: 1 to 32 lower-case letters, digits, dots, hyphens
 * @param date of the pack, eight digits such as {@code 20260131}; part of its files, so that a
 *     training that is to give the same bytes again needs the same date
 * @param phoneSet which notation the phones follow; empty for unknown
 * @param licence under which terms it may be used; empty for unknown
 */
public record PackNames(String name, String date, String phoneSet, String licence) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");
  private static final Pattern DATE = Pattern.compile("[12][0-9]{7}");

  public PackNames {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a pack has 1 to 32 lower-case letters, digits, dots or hyphens, not \""
              + name
              + "\"");
    }
    if (!DATE.matcher(date).matches()) {
      throw new IllegalArgumentException(
          "the date of a pack has eight digits such as 20260131, not \"" + date + "\"");
    }
  }
}
