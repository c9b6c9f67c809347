package io.diction.dataset.dry;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.check.ManifestCheck;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.file.FileRows.Clip;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Recordings of a check that are compared with their words afterwards. What is unpacked of an
 * archive goes when its check ends, so they get another name on the same disk. Nothing is stored:
 * what stands for a hash is a number.
 */
final class HeardLater implements ManifestCheck.Keeper {
  private final Path folder;
  private final Map<String, Path> files = new ConcurrentHashMap<>();
  private final Map<String, Long> lengthsMs = new HashMap<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final AtomicInteger last = new AtomicInteger();

  /**
   * @param folder that is there, and goes with all that is in it
   */
  HeardLater(Path folder) {
    this.folder = folder;
  }

  /** Called from several threads. */
  @Override
  public Blob keep(String name, Path file) throws IOException {
    int number = last.incrementAndGet();
    String id = "%064x".formatted(number);
    if (FileKind.ofName(name) == FileKind.AUDIO) {
      Path kept = folder.resolve("heard-" + number);
      try {
        Files.createLink(kept, file);
      } catch (UnsupportedOperationException noLinksHere) {
        Files.copy(file, kept);
      }
      files.put(id, kept);
    }
    return new Blob(id, Files.size(file));
  }

  /**
   * Takes the clips of a folder, an archive or a manifest.
   *
   * @param prefix of the names of its files
   */
  void add(Verdict verdict, String prefix) {
    Map<Integer, StoredFile> byNumber = new HashMap<>();
    for (StoredFile file : verdict.files()) {
      byNumber.put(file.number(), file);
      Long length = file.durationMs();
      if (length != null) {
        lengthsMs.put(file.blob().sha256(), length);
      }
    }
    for (Clip clip : verdict.clips()) {
      StoredFile file = Objects.requireNonNull(byNumber.get(clip.file()));
      Path kept = files.get(file.blob().sha256());
      if (kept != null) {
        pairs.add(
            new Pair(
                prefix + file.name(),
                kept,
                file.blob().sha256(),
                clip.startMs(),
                clip.durationMs(),
                clip.words(),
                clip.speaker()));
      }
    }
  }

  /** Takes a recording by itself with the words of a text. */
  void add(List<Pair> more, long durationMs) {
    pairs.addAll(more);
    more.forEach(pair -> lengthsMs.put(pair.sha256(), durationMs));
  }

  /** What stands for the hash of a recording by itself. */
  String id() {
    return "%064x".formatted(last.incrementAndGet());
  }

  List<Pair> pairs() {
    return pairs;
  }

  Map<String, Long> lengthsMs() {
    return lengthsMs;
  }
}
