package io.diction.dataset.check;

import io.diction.dataset.file.CheckedRows.Recording;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.finding.Finding;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.audio.AudioPrints;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Recordings that are there twice: with the same samples whatever file they are in, or the same
 * sound by its fingerprint. The later one is told of the earlier.
 */
public final class Duplicates {
  private static final String RULE = "duplicate_audio";

  private final Map<String, String> bySamples = new HashMap<>();
  private final AudioPrints prints = new AudioPrints();
  private final List<String> names = new ArrayList<>();

  private Duplicates() {}

  /**
   * What of a dataset's files is a copy.
   *
   * @param elsewhere recordings that the model has already
   */
  public static List<Finding> of(List<Item> items, List<Recording> elsewhere) {
    Duplicates duplicates = new Duplicates();
    for (Recording recording : elsewhere) {
      boolean alone = recording.dataset().equals(recording.file());
      duplicates.first(
          recording.heard(),
          alone ? recording.file() : recording.dataset() + ": " + recording.file());
    }
    List<Finding> findings = new ArrayList<>();
    for (Item item : items) {
      Heard heard = item.heard();
      String first =
          heard == null || item.isLeftOut() ? null : duplicates.first(heard, item.name());
      if (first != null) {
        findings.add(Finding.warning(ErrorCode.DUPLICATE_FILE, RULE, item.name(), first));
      }
    }
    return findings;
  }

  /** The one that this is a copy of, null where it is the first. */
  private @Nullable String first(Heard heard, String name) {
    String samples = heard.identity().samples();
    String same = samples.isEmpty() ? null : bySamples.putIfAbsent(samples, name);
    AudioPrint print = heard.identity().print();
    if (same != null || print == null) {
      return same;
    }
    OptionalInt alike = prints.add(print, heard.durationMs() / 1000.0);
    names.add(name);
    return alike.isPresent() ? names.get(alike.getAsInt()) : null;
  }
}
