package io.diction.dataset.check;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the check of recordings has come. Jobs keep it as one line, for whoever looks after the
 * machine; pages read it from there and say it in the language of their reader.
 *
 * @param audioSeconds of what is done
 * @param leftSeconds null while nothing can be said
 * @param waiting for room on the disk
 */
public record ChecksDone(
    int done, int all, long audioSeconds, @Nullable Long leftSeconds, boolean waiting) {
  private static final String WAITING = ", waiting for room on the disk";
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{1,9}) of (\\d{1,9}) recordings, (\\d{1,9}) s of audio(?:, about (\\d{1,9}) s left)?("
              + WAITING
              + ")?");

  /** As jobs keep it. */
  public String line() {
    return String.format(Locale.ROOT, "%d of %d recordings, %d s of audio", done, all, audioSeconds)
        + (leftSeconds == null ? "" : ", about " + leftSeconds + " s left")
        + (waiting ? WAITING : "");
  }

  /** Empty for any other line. */
  public static Optional<ChecksDone> of(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    String left = found.group(4);
    return Optional.of(
        new ChecksDone(
            Integer.parseInt(found.group(1)),
            Integer.parseInt(found.group(2)),
            Long.parseLong(found.group(3)),
            left == null ? null : Long.valueOf(left),
            found.group(5) != null));
  }
}
