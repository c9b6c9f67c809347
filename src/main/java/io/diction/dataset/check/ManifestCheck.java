package io.diction.dataset.check;

import io.diction.dataset.file.FileRows.Clip;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.identity.Ids;
import io.diction.speech.Progress;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.storage.Blob;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Validates manifests and archives: each recording that they name is decoded and kept as a file of
 * the dataset, each part of it with text as a clip.
 */
@Component
public class ManifestCheck {
  private static final int LONGEST_FILE_NAME = 255;

  private final AudioCheck audio;

  public ManifestCheck(AudioCheck audio) {
    this.audio = audio;
  }

  /** Where the bytes of what was found in the data go. */
  public interface Keeper {
    Blob keep(String name, Path file) throws IOException;
  }

  /**
   * Validates one manifest or archive.
   *
   * @param name as its owner knows it
   * @param beside what was sent together with it, by name; a manifest sees that and nothing else
   * @param folder to work in; does not exist before and after
   */
  public Verdict check(
      Path file,
      String name,
      Map<String, Path> beside,
      Path folder,
      Keeper keeper,
      Progress progress)
      throws IOException {
    FileSystemUtils.deleteRecursively(folder);
    try {
      Path source = file;
      if (FileKind.ofName(name) == FileKind.MANIFEST) {
        Files.createDirectories(folder);
        source = layOut(file, beside, folder);
      }
      try (TrainingCorpus corpus = TrainingCorpus.open(source, name, CorpusLimits.DEFAULT)) {
        return new Reading(name, corpus, keeper).verdict(progress);
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static Path layOut(Path file, Map<String, Path> beside, Path folder) throws IOException {
    for (Map.Entry<String, Path> sent : beside.entrySet()) {
      String name = sent.getKey();
      if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_FILE_NAME) {
        link(folder.resolve(name), sent.getValue());
      }
    }
    Path manifest = folder.resolve("manifest-" + Ids.next() + ".jsonl");
    link(manifest, file);
    return manifest;
  }

  private static void link(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException noLinksHere) {
      Files.copy(file, link);
    }
  }

  private final class Reading {
    private final String source;
    private final TrainingCorpus corpus;
    private final Keeper keeper;
    private final List<Finding> findings = new ArrayList<>();
    private final List<StoredFile> files = new ArrayList<>();
    private final List<Clip> clips = new ArrayList<>();
    private long durationMs;

    Reading(String source, TrainingCorpus corpus, Keeper keeper) {
      this.source = source;
      this.corpus = corpus;
      this.keeper = keeper;
    }

    Verdict verdict(Progress progress) throws IOException {
      for (CorpusFinding found : corpus.findings()) {
        findings.add(Finding.of(found, ErrorCode.VALIDATION_FAILED));
      }
      Map<String, List<Utterance>> recordings = corpus.utterancesByAudio();
      double all = Math.max(1, recordings.size() + corpus.untranscribed().size());
      int done = 0;
      for (Map.Entry<String, List<Utterance>> entry : recordings.entrySet()) {
        StoredFile stored = keepAudio(entry.getKey(), progress.part(done / all, (done + 1) / all));
        if (stored != null) {
          entry.getValue().forEach(utterance -> addClip(stored, utterance));
        }
        done++;
      }
      for (String recording : corpus.untranscribed()) {
        keepAudio(recording, progress.part(done / all, (done + 1) / all));
        done++;
      }
      for (String text : corpus.texts()) {
        progress.checkCancelled();
        keep(text, corpus.audioFile(text), null);
      }
      if (files.isEmpty() && findings.stream().noneMatch(Finding::error)) {
        findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "nothing_usable", source));
      }
      return new Verdict(!files.isEmpty(), durationMs, findings, files, clips);
    }

    private @Nullable StoredFile keepAudio(String name, Progress progress) throws IOException {
      Path file = corpus.audioFile(name);
      Verdict heard = audio.check(file, name, progress);
      findings.addAll(heard.findings());
      if (!heard.usable() || heard.durationMs() == null) {
        return null;
      }
      durationMs += heard.durationMs();
      return keep(name, file, heard.durationMs());
    }

    private StoredFile keep(String name, Path file, @Nullable Long duration) throws IOException {
      StoredFile stored =
          new StoredFile(
              files.size() + 1, new FileName(name).display(), keeper.keep(name, file), duration);
      files.add(stored);
      return stored;
    }

    private void addClip(StoredFile file, Utterance utterance) {
      long start = Math.round(utterance.startSeconds() * 1000);
      long whole = file.durationMs() == null ? 0 : file.durationMs();
      if (start >= whole) {
        findings.add(
            Finding.error(
                ErrorCode.VALIDATION_FAILED,
                "clip_beyond_end",
                source,
                file.name(),
                String.format(Locale.ROOT, "%.1f", utterance.startSeconds()),
                String.format(Locale.ROOT, "%.1f", whole / 1000.0)));
        return;
      }
      Long duration =
          Double.isNaN(utterance.endSeconds())
              ? null
              : Long.valueOf(Math.min(whole, Math.round(utterance.endSeconds() * 1000)) - start);
      clips.add(
          new Clip(
              clips.size() + 1,
              file.number(),
              start,
              duration,
              utterance.text(),
              utterance.speaker(),
              utterance.split() == Split.TEST ? Purpose.TEST : Purpose.TRAIN));
    }
  }
}
