package io.diction.speech.corpus;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What its owner changed in data that itself stays as it came.
 *
 * @param replaced files that are read in place of others, by the names of those
 * @param leftOut names of files that are not used
 */
public record Changes(Map<String, Path> replaced, Set<String> leftOut) {
  public static final Changes NONE = new Changes(Map.of(), Set.of());

  public Changes {
    replaced = Map.copyOf(replaced);
    leftOut = Set.copyOf(leftOut);
  }

  boolean isEmpty() {
    return replaced.isEmpty() && leftOut.isEmpty();
  }
}
