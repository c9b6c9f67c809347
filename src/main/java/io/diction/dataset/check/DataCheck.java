package io.diction.dataset.check;

import io.diction.dataset.file.FileReport;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.file.TranscriptRows.Transcribed;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.PronunciationCheck;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.corpus.Changes;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.LocatedFile;
import io.diction.storage.Blob;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/** The checks of uploads on a person's own files, which keeps nothing of them. */
public final class DataCheck {
  private static final String NO_HASH = "0".repeat(64);

  private final AudioCheck audio;
  private final TextCheck text = new TextCheck();
  private final ManifestCheck manifest;

  /** Of a person's own files, with as many threads as there are processors. */
  public DataCheck(AudioDecoder decoder) {
    this(decoder, 0);
  }

  /**
   * @param threads how many recordings are checked at once; 0: as many as processors
   */
  public DataCheck(AudioDecoder decoder, int threads) {
    this(decoder, threads, CorpusLimits.LOCAL);
  }

  /** Of what others send. */
  public DataCheck(AudioDecoder decoder, ArchiveLimits archive) {
    this(decoder, 0, archive.limits());
  }

  private DataCheck(AudioDecoder decoder, int threads, CorpusLimits limits) {
    this.audio = new AudioCheck(decoder);
    this.manifest = new ManifestCheck(audio, new CheckSettings(threads, Duration.ZERO), limits);
  }

  /**
   * What checking came to.
   *
   * @param items files that were looked at
   * @param audioSeconds that could be used
   * @param transcribed names of recordings that have a transcript
   */
  public record Outcome(
      List<Finding> findings, List<Item> items, double audioSeconds, Set<String> transcribed) {
    public Outcome {
      findings = List.copyOf(findings);
      items = List.copyOf(items);
      transcribed = Set.copyOf(transcribed);
    }

    public static final Outcome NOTHING = new Outcome(List.of(), List.of(), 0, Set.of());

    /** Both together. */
    public Outcome and(Outcome other) {
      List<Finding> both = new ArrayList<>(findings);
      both.addAll(other.findings);
      List<Item> files = new ArrayList<>(items);
      files.addAll(other.items);
      Set<String> written = new HashSet<>(transcribed);
      written.addAll(other.transcribed);
      return new Outcome(both, files, audioSeconds + other.audioSeconds, written);
    }

    /** What was measured in each file, a row each. */
    public String measuresCsv() {
      return FileReport.csv(rows(), written());
    }

    /** The same as objects. */
    public ArrayNode measures() {
      return FileReport.json(rows(), written());
    }

    private Map<String, Transcribed> written() {
      return transcribed.stream()
          .collect(Collectors.toMap(name -> name, name -> new Transcribed(null)));
    }

    /** Each file with the number of what was found in it. */
    public List<ItemRows.Row> rows() {
      Map<String, Integer> errors = new HashMap<>();
      Map<String, Integer> warnings = new HashMap<>();
      for (Finding finding : findings) {
        (finding.error() ? errors : warnings).merge(finding.file(), finding.times(), Integer::sum);
      }
      return items.stream()
          .map(
              item ->
                  new ItemRows.Row(
                      item,
                      errors.getOrDefault(item.name(), 0),
                      warnings.getOrDefault(item.name(), 0)))
          .toList();
    }

    public int files() {
      return items.size();
    }

    public long errors() {
      return count(true);
    }

    public long warnings() {
      return count(false);
    }

    private long count(boolean error) {
      return findings.stream()
          .filter(finding -> finding.error() == error)
          .mapToLong(Finding::times)
          .sum();
    }
  }

  /**
   * What a check needs besides the data.
   *
   * @param base tries rules of display that have tests, and speaks pronunciations; asked only then
   * @param keeper takes what can be used of several files
   */
  public record Surroundings(Supplier<Optional<SpeechModel>> base, ManifestCheck.Keeper keeper) {
    /** Keeps nothing. */
    public static Surroundings with(Supplier<Optional<SpeechModel>> base) {
      return new Surroundings(base, (name, file) -> new Blob(NO_HASH, Files.size(file)));
    }
  }

  /**
   * Checks a folder, an archive or a file.
   *
   * @param name as its owner knows it
   */
  public Outcome check(Path source, String name, Progress progress) throws IOException {
    return check(source, name, Surroundings.with(Optional::empty), progress);
  }

  /** The same with a base model at hand. */
  public Outcome check(Path source, String name, Surroundings with, Progress progress)
      throws IOException {
    return outcome(verdict(source, name, with, progress));
  }

  public static Outcome outcome(Verdict verdict) {
    Map<Integer, String> names = new HashMap<>();
    verdict.files().forEach(file -> names.put(file.number(), file.name()));
    return new Outcome(
        verdict.findings(),
        verdict.items(),
        audioSeconds(verdict.items()),
        verdict.clips().stream().map(clip -> names.get(clip.file())).collect(Collectors.toSet()));
  }

  /** How much can be heard in some files. */
  public static double audioSeconds(List<Item> items) {
    double seconds = 0;
    for (Item item : items) {
      Item.Heard heard = item.heard();
      seconds += heard == null ? 0 : heard.durationMs() / 1000.0;
    }
    return seconds;
  }

  /** Checks a folder whose files do not lie together. */
  public Verdict checkFolder(
      List<LocatedFile> files, String name, Surroundings with, Progress progress)
      throws IOException {
    return listening(
        with,
        keeper ->
            manifest.check(
                files,
                name,
                CorpusLimits.DEFAULT.withEntries(Math.max(1, files.size())),
                Changes.NONE,
                Journal.NONE,
                keeper,
                progress));
  }

  /**
   * Checks one file as what it was said to be.
   *
   * @param mismatch what a text that is none is refused with
   * @param beside recordings that were sent with it, by name, which a manifest may name
   * @param work folder to work in; does not exist before and after
   */
  public Verdict checkFile(
      Path source,
      String name,
      FileKind kind,
      ErrorCode mismatch,
      Map<String, Path> beside,
      Path work,
      Surroundings with,
      Progress progress)
      throws IOException {
    return switch (kind) {
      case AUDIO -> manifest.checkRecording(source, name, Journal.NONE, progress);
      case TRANSCRIPT, UNKNOWN -> text.check(source, name, mismatch, with.base(), progress);
      case MANIFEST, ARCHIVE ->
          listening(
              with,
              keeper ->
                  manifest.check(
                      source, name, beside, Changes.NONE, Journal.NONE, work, keeper, progress));
    };
  }

  private Verdict verdict(Path source, String name, Surroundings with, Progress progress)
      throws IOException {
    if (!Files.isDirectory(source)) {
      FileKind kind = kind(source, name);
      if (kind == FileKind.AUDIO) {
        return audio.check(source, name, progress);
      }
      if (kind == FileKind.TRANSCRIPT || kind == FileKind.UNKNOWN) {
        return text.check(source, name, ErrorCode.INVALID_TRANSCRIPT_FORMAT, with.base(), progress);
      }
    }
    return listening(with, keeper -> manifest.check(source, name, keeper, progress));
  }

  /** Checks several files, each of which is kept. */
  private interface Checking {
    Verdict check(ManifestCheck.Keeper keeper) throws IOException;
  }

  /** Lists of pronunciations among the files are tried as uploads are. */
  private static Verdict listening(Surroundings with, Checking checking) throws IOException {
    PronunciationCheck check = new PronunciationCheck(with.base());
    List<Finding> found = new ArrayList<>();
    Verdict verdict =
        checking.check(
            (name, file) -> {
              // Texts are kept one after the other, on the thread that asked.
              if (FileKind.ofName(name) == FileKind.TRANSCRIPT) {
                found.addAll(TextCheck.pronunciations(check, file, FindingRows.fileName(name)));
              }
              return with.keeper().keep(name, file);
            });
    return verdict.with(found);
  }

  private static FileKind kind(Path source, String name) throws IOException {
    try (InputStream bytes = Files.newInputStream(source)) {
      return FileKind.detect(name, bytes.readNBytes(FileKind.HEAD_BYTES));
    }
  }
}
