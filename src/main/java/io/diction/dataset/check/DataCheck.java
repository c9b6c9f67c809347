package io.diction.dataset.check;

import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @param files that were looked at
   * @param audioSeconds that could be used
   */
  public record Outcome(List<Finding> findings, int files, double audioSeconds) {
    public Outcome {
      findings = List.copyOf(findings);
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
   * Checks a folder, an archive or a file.
   *
   * @param name as its owner knows it
   */
  public Outcome check(Path source, String name, Progress progress) throws IOException {
    return outcome(verdict(source, name, progress));
  }

  private static Outcome outcome(Verdict verdict) {
    double seconds = 0;
    for (Item item : verdict.items()) {
      Item.Heard heard = item.heard();
      seconds += heard == null ? 0 : heard.durationMs() / 1000.0;
    }
    return new Outcome(verdict.findings(), verdict.items().size(), seconds);
  }

  /** Checks a folder whose files do not lie together. */
  public Outcome checkFolder(List<LocatedFile> files, String name, Progress progress)
      throws IOException {
    return outcome(
        manifest.check(
            files,
            name,
            CorpusLimits.DEFAULT.withEntries(Math.max(1, files.size())),
            Changes.NONE,
            Journal.NONE,
            (found, file) -> new Blob(NO_HASH, Files.size(file)),
            progress));
  }

  /**
   * Checks one file as what it was said to be.
   *
   * @param mismatch what a text that is none is refused with
   * @param beside recordings that were sent with it, by name, which a manifest may name
   * @param work folder to work in; does not exist before and after
   */
  public Outcome checkFile(
      Path source,
      String name,
      FileKind kind,
      ErrorCode mismatch,
      Map<String, Path> beside,
      Path work,
      Progress progress)
      throws IOException {
    return outcome(
        switch (kind) {
          case AUDIO -> manifest.checkRecording(source, name, Journal.NONE, progress);
          case TRANSCRIPT, UNKNOWN -> text.check(source, name, mismatch, Optional::empty, progress);
          case MANIFEST, ARCHIVE ->
              manifest.check(
                  source,
                  name,
                  beside,
                  Changes.NONE,
                  Journal.NONE,
                  work,
                  (found, file) -> new Blob(NO_HASH, Files.size(file)),
                  progress);
        });
  }

  private Verdict verdict(Path source, String name, Progress progress) throws IOException {
    if (!Files.isDirectory(source)) {
      FileKind kind = kind(source, name);
      if (kind == FileKind.AUDIO) {
        return audio.check(source, name, progress);
      }
      if (kind == FileKind.TRANSCRIPT || kind == FileKind.UNKNOWN) {
        return text.check(
            source, name, ErrorCode.INVALID_TRANSCRIPT_FORMAT, Optional::empty, progress);
      }
    }
    return manifest.check(
        source, name, (found, file) -> new Blob(NO_HASH, Files.size(file)), progress);
  }

  private static FileKind kind(Path source, String name) throws IOException {
    try (InputStream bytes = Files.newInputStream(source)) {
      return FileKind.detect(name, bytes.readNBytes(FileKind.HEAD_BYTES));
    }
  }
}
