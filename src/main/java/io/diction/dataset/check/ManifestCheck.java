package io.diction.dataset.check;

import io.diction.dataset.file.CheckedRows.Known;
import io.diction.dataset.file.FileRows.Clip;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.identity.Ids;
import io.diction.speech.CancelledException;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.corpus.Changes;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.LocatedFile;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.TextShape;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.storage.Blob;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Validates manifests and archives: each recording that they name is decoded and kept as a file of
 * the dataset, each part of it with text as a clip.
 */
@Component
public class ManifestCheck {
  private static final Logger log = LoggerFactory.getLogger(ManifestCheck.class);
  private static final int LONGEST_FILE_NAME = 255;

  private final AudioCheck audio;
  private final CheckSettings settings;
  private final CorpusLimits limits;

  @Autowired
  public ManifestCheck(AudioCheck audio, CheckSettings settings, ArchiveLimits archive) {
    this(audio, settings, archive.limits());
  }

  ManifestCheck(AudioCheck audio, CheckSettings settings, CorpusLimits limits) {
    this.audio = audio;
    this.settings = settings;
    this.limits = limits;
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
   * @param journal of what was checked before and is
   */
  public Verdict check(
      Path file,
      String name,
      Map<String, Path> beside,
      Changes changes,
      Journal journal,
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
      TextShape shape = source.equals(file) ? null : TextShape.of(file);
      try (TrainingCorpus corpus = TrainingCorpus.open(source, name, limits, changes, folder)) {
        return new Reading(name, Files.size(file), shape, corpus, changes, journal, keeper)
            .verdict(progress);
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /**
   * Validates a folder whose files do not lie together.
   *
   * @param name as its owner knows it
   * @param journal of what was checked before and is
   */
  public Verdict check(
      List<LocatedFile> parts,
      String name,
      CorpusLimits most,
      Changes changes,
      Journal journal,
      Keeper keeper,
      Progress progress)
      throws IOException {
    try (TrainingCorpus corpus = TrainingCorpus.open(parts, name, most, changes)) {
      return new Reading(name, 0, null, corpus, changes, journal, keeper).verdict(progress);
    }
  }

  /** Validates a recording by itself, which may hang or crash as those of archives may. */
  public Verdict checkRecording(Path file, String name, Journal journal, Progress progress)
      throws IOException {
    Known known =
        new RecordingChecks(
                1,
                settings.waitForRoom(),
                journal,
                Map.of(name, Files.size(file)),
                (shown, part) -> {
                  Verdict verdict = audio.check(file, shown, part);
                  return new Known(verdict.items().get(0), null, verdict.findings());
                },
                progress)
            .run()
            .get(name);
    Heard measured = known == null ? null : known.item().heard();
    return known == null || measured == null
        ? Verdict.of(
            false,
            null,
            known == null ? List.of() : known.findings(),
            new Item(name, Kind.AUDIO, Files.size(file), null, null, false))
        : Verdict.of(true, measured.durationMs(), known.findings(), known.item());
  }

  /** Validates a folder, or a manifest or archive where it lies, as its owner sees it. */
  Verdict check(Path source, String name, Keeper keeper, Progress progress) throws IOException {
    try (TrainingCorpus corpus = TrainingCorpus.open(source, name, limits)) {
      return new Reading(name, Files.size(source), null, corpus, Changes.NONE, Journal.NONE, keeper)
          .verdict(progress);
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

  /** Keeps one file. */
  private interface Keeping {
    @Nullable StoredFile keep() throws IOException;
  }

  private final class Reading {
    private final String source;
    private final long sourceBytes;
    private final @Nullable TextShape sourceShape;
    private final TrainingCorpus corpus;
    private final Changes changes;
    private final Journal journal;
    private final Keeper keeper;
    private final Map<String, Heard> heard = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<StoredFile> files = new ArrayList<>();
    private final List<Clip> clips = new ArrayList<>();
    private long durationMs;

    Reading(
        String source,
        long sourceBytes,
        @Nullable TextShape sourceShape,
        TrainingCorpus corpus,
        Changes changes,
        Journal journal,
        Keeper keeper) {
      this.source = source;
      this.sourceBytes = sourceBytes;
      this.sourceShape = sourceShape;
      this.corpus = corpus;
      this.changes = changes;
      this.journal = journal;
      this.keeper = keeper;
    }

    Verdict verdict(Progress progress) throws IOException {
      for (CorpusFinding found : corpus.findings()) {
        findings.add(Finding.of(found, ErrorCode.VALIDATION_FAILED));
      }
      Map<String, List<Utterance>> recordings = corpus.utterancesByAudio();
      Map<String, Known> checked = checked(recordings.keySet(), progress);
      for (Map.Entry<String, List<Utterance>> entry : recordings.entrySet()) {
        StoredFile stored = take(entry.getKey(), checked);
        if (stored != null) {
          entry.getValue().forEach(utterance -> addClip(stored, utterance));
        }
      }
      for (String recording : corpus.untranscribed()) {
        take(recording, checked);
      }
      for (String text : corpus.texts()) {
        progress.checkCancelled();
        attempt(text, () -> keep(text, corpus.audioFile(text), null));
      }
      if (files.isEmpty() && findings.stream().noneMatch(Finding::error)) {
        findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "nothing_usable", source));
      }
      long words = clips.stream().mapToLong(clip -> Verdict.words(clip.words())).sum();
      return new Verdict(!files.isEmpty(), durationMs, findings, files, clips, items(), words, 0);
    }

    /** The manifest itself is the file that people upload, edit and know by its name. */
    private List<Item> items() throws IOException {
      Map<String, Long> sizes = new TreeMap<>(corpus.files());
      changes.leftOut().forEach(name -> sizes.putIfAbsent(name, 0L));
      List<Item> items = new ArrayList<>();
      if (FileKind.ofName(source) == FileKind.MANIFEST) {
        items.add(new Item(source, Kind.TEXT, sourceBytes, null, sourceShape, false));
      }
      for (Map.Entry<String, Long> file : sizes.entrySet()) {
        String name = file.getKey();
        boolean out = changes.leftOut().contains(name);
        items.add(
            new Item(
                FindingRows.fileName(name),
                kind(name),
                file.getValue(),
                heard.get(name),
                out || kind(name) != Kind.TEXT ? null : shape(name),
                out));
      }
      return items;
    }

    /** What cannot be read was told when the data was opened. */
    private @Nullable TextShape shape(String name) {
      try {
        return corpus.shape(name);
      } catch (IOException | FormatException unreadable) {
        return null;
      }
    }

    private static Kind kind(String name) {
      return switch (FileKind.ofName(name)) {
        case AUDIO -> Kind.AUDIO;
        case TRANSCRIPT, MANIFEST -> Kind.TEXT;
        case ARCHIVE, UNKNOWN -> Kind.OTHER;
      };
    }

    private Map<String, Known> checked(Set<String> transcribed, Progress progress) {
      Map<String, Long> sizes = corpus.files();
      Map<String, Long> open = new LinkedHashMap<>();
      transcribed.forEach(
          name -> open.put(FindingRows.fileName(name), sizes.getOrDefault(name, 0L)));
      for (String name : corpus.untranscribed()) {
        open.put(FindingRows.fileName(name), sizes.getOrDefault(name, 0L));
      }
      Map<String, String> raw = new HashMap<>();
      transcribed.forEach(name -> raw.put(FindingRows.fileName(name), name));
      corpus.untranscribed().forEach(name -> raw.put(FindingRows.fileName(name), name));
      return new RecordingChecks(
              settings.threads(),
              settings.waitForRoom(),
              journal,
              open,
              (shown, part) -> check(raw.getOrDefault(shown, shown), shown, part),
              progress)
          .run();
    }

    /** Called from several threads. */
    private Known check(String name, String shown, Progress progress) throws IOException {
      Path file = corpus.audioFile(name);
      Verdict verdict = audio.check(file, shown, progress);
      Blob blob = verdict.usable() ? keeper.keep(name, file) : null;
      return new Known(verdict.items().get(0), blob, verdict.findings());
    }

    /** What came of a recording goes into the verdict; null where it is of no use. */
    private @Nullable StoredFile take(String name, Map<String, Known> checked) {
      Known known = checked.get(FindingRows.fileName(name));
      if (known == null) {
        return null;
      }
      findings.addAll(known.findings());
      Heard measured = known.item().heard();
      Blob blob = known.blob();
      if (measured == null || blob == null) {
        return null;
      }
      heard.put(name, measured);
      durationMs += measured.durationMs();
      return stored(name, blob, measured.durationMs());
    }

    /** What breaks down at one file is no reason to refuse the others. */
    private @Nullable StoredFile attempt(String name, Keeping keeping) throws IOException {
      try {
        return keeping.keep();
      } catch (CancelledException
          | ClosedByInterruptException
          | StorageUnavailable
          | DataAccessException stopped) {
        throw stopped;
      } catch (FormatException damaged) {
        findings.add(
            Finding.error(ErrorCode.VALIDATION_FAILED, "audio_unreadable", name, damaged.reason()));
      } catch (StorageFull full) {
        findings.add(Finding.error(ErrorCode.LIMIT_REACHED, "storage_full", name));
      } catch (IOException | RuntimeException problem) {
        String reference = Ids.next().toString();
        log.error("A file of a dataset cannot be checked, reference {}", reference, problem);
        findings.add(Finding.error(ErrorCode.INTERNAL_ERROR, "file_failed", name, reference));
      }
      return null;
    }

    private StoredFile keep(String name, Path file, @Nullable Long duration) throws IOException {
      return stored(name, keeper.keep(name, file), duration);
    }

    private StoredFile stored(String name, Blob blob, @Nullable Long duration) {
      StoredFile stored =
          new StoredFile(files.size() + 1, FindingRows.fileName(name), blob, duration);
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
