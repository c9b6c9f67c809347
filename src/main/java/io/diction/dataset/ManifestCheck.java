package io.diction.dataset;

import io.diction.dataset.FileRows.Clip;
import io.diction.dataset.FileRows.StoredFile;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Validates manifests and archives: each recording that they name is decoded and kept as a file of
 * the dataset, each part of it with text as a clip.
 */
@Component
class ManifestCheck {
  private static final int LONGEST_FILE_NAME = 255;

  private final DatasetRows rows;
  private final AudioCheck audio;
  private final Blobs blobs;
  private final Path work;

  ManifestCheck(DatasetRows rows, AudioCheck audio, Blobs blobs, Environment environment) {
    this.rows = rows;
    this.audio = audio;
    this.blobs = blobs;
    this.work = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
  }

  Verdict check(Dataset dataset, Path file, Progress progress) throws IOException {
    Path folder = work.resolve("validation-" + dataset.id());
    FileSystemUtils.deleteRecursively(folder);
    try {
      Path source = file;
      if (FileKind.ofName(dataset.name()) == FileKind.MANIFEST) {
        Files.createDirectories(folder);
        source = layOut(dataset, file, folder);
      }
      try (TrainingCorpus corpus =
          TrainingCorpus.open(source, dataset.name(), CorpusLimits.DEFAULT)) {
        return new Reading(dataset, corpus).verdict(progress);
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** A manifest sees what was sent together with it and nothing else. */
  private Path layOut(Dataset dataset, Path file, Path folder) throws IOException {
    for (Dataset sent : rows.ofUpload(dataset.organization(), dataset.upload())) {
      boolean fits =
          sent.name().getBytes(StandardCharsets.UTF_8).length <= LONGEST_FILE_NAME
              && sent.type() == DatasetType.AUDIO;
      if (fits && !Files.exists(folder.resolve(sent.name()))) {
        link(folder.resolve(sent.name()), blobs.file(sent.organization(), sent.sha256()));
      }
    }
    Path manifest = folder.resolve("manifest-" + dataset.id() + ".jsonl");
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
    private final Dataset dataset;
    private final TrainingCorpus corpus;
    private final List<Finding> findings = new ArrayList<>();
    private final List<StoredFile> files = new ArrayList<>();
    private final List<Clip> clips = new ArrayList<>();
    private long durationMs;

    Reading(Dataset dataset, TrainingCorpus corpus) {
      this.dataset = dataset;
      this.corpus = corpus;
    }

    Verdict verdict(Progress progress) throws IOException {
      for (CorpusFinding found : corpus.findings()) {
        findings.add(Finding.of(found, DatasetType.MANIFEST.mismatch()));
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
        findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "nothing_usable", dataset.name()));
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
      try (InputStream bytes = Files.newInputStream(file)) {
        Blob blob = blobs.store(dataset.organization(), bytes);
        StoredFile stored =
            new StoredFile(files.size() + 1, new FileName(name).display(), blob, duration);
        files.add(stored);
        return stored;
      }
    }

    private void addClip(StoredFile file, Utterance utterance) {
      long start = Math.round(utterance.startSeconds() * 1000);
      long whole = file.durationMs() == null ? 0 : file.durationMs();
      if (start >= whole) {
        findings.add(
            Finding.error(
                ErrorCode.VALIDATION_FAILED,
                "clip_beyond_end",
                dataset.name(),
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
