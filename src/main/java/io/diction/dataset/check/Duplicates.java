package io.diction.dataset.check;

import io.diction.dataset.file.CheckedRows.Recording;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.audio.AudioPrints;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recordings that are there twice: with the same samples whatever file they are in, or the same
 * sound by its fingerprint. The later one is told of the earlier. For one dataset.
 */
public final class Duplicates {
  private static final String RULE = "duplicate_audio";
  private static final String NOT_ALL = "duplicates_not_all";

  private final List<Item> items;
  private final AudioPrints prints;

  /** Of elsewhere, only those that a recording of the dataset has too. */
  private final Map<String, String> bySamples = new HashMap<>();

  private final Set<String> wanted = new HashSet<>();
  private final List<String> names = new ArrayList<>();

  /**
   * @param items all files of the dataset
   */
  public Duplicates(List<Item> items) {
    this(items, new AudioPrints());
  }

  Duplicates(List<Item> items, AudioPrints prints) {
    this.items = items;
    this.prints = prints;
    for (Item item : items) {
      Heard heard = item.heard();
      if (heard != null) {
        wanted.add(heard.identity().samples());
      }
    }
    wanted.remove("");
  }

  /** Takes a recording that the model has already. */
  public void addElsewhere(Recording recording) {
    if (wanted.isEmpty()) {
      return;
    }
    String name =
        recording.dataset().equals(recording.file())
            ? recording.file()
            : recording.dataset() + ": " + recording.file();
    if (wanted.contains(recording.samples())) {
      bySamples.putIfAbsent(recording.samples(), name);
    }
    prints.put(recording.print(), recording.durationMs() / 1000.0);
    names.add(name);
  }

  /**
   * What of the dataset's files is a copy.
   *
   * @param dataset its name
   * @param progress only asked whether to stop
   */
  public List<Finding> findings(String dataset, Progress progress) {
    List<Finding> findings = new ArrayList<>();
    for (Item item : items) {
      Heard heard = item.heard();
      if (heard == null || item.isLeftOut()) {
        continue;
      }
      progress.checkCancelled();
      String first = first(heard, item.name());
      if (first != null) {
        findings.add(Finding.warning(ErrorCode.DUPLICATE_FILE, RULE, item.name(), first));
      }
    }
    if (prints.isPartial()) {
      findings.add(Finding.warning(ErrorCode.VALIDATION_FAILED, NOT_ALL, dataset));
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
