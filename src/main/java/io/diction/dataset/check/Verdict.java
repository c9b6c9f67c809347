package io.diction.dataset.check;

import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What validating a dataset came to.
 *
 * @param usable whether anything in it can be used
 * @param durationMs of what can be heard or read in it, null when it has no times
 * @param files found in what was uploaded, their bytes in storage
 * @param clips of those files
 * @param items all files that were looked at
 * @param words in its texts, and said in its clips
 * @param lines of its text that are used; 0 of recordings
 */
public record Verdict(
    boolean usable,
    @Nullable Long durationMs,
    List<Finding> findings,
    List<FileRows.StoredFile> files,
    List<FileRows.Clip> clips,
    List<Item> items,
    long words,
    long lines) {
  public Verdict {
    findings = List.copyOf(findings);
    files = List.copyOf(files);
    clips = List.copyOf(clips);
    items = List.copyOf(items);
  }

  /** The same with what else was found. */
  public Verdict with(List<Finding> more) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(more);
    return new Verdict(usable, durationMs, all, files, clips, items, words, lines);
  }

  static Verdict of(boolean usable, @Nullable Long durationMs, List<Finding> findings, Item item) {
    return of(usable, durationMs, findings, item, 0, 0);
  }

  static Verdict of(
      boolean usable,
      @Nullable Long durationMs,
      List<Finding> findings,
      Item item,
      long words,
      long lines) {
    return new Verdict(
        usable, durationMs, findings, List.of(), List.of(), List.of(item), words, lines);
  }

  /** Words of a text, by the spaces between them. */
  static long words(String text) {
    long words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      words += !space && !inside ? 1 : 0;
      inside = !space;
    }
    return words;
  }

  /** What was measured, where it is about one recording. */
  @Nullable Heard heard() {
    return items.get(0).heard();
  }
}
