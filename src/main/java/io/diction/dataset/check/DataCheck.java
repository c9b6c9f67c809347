package io.diction.dataset.check;

import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The checks of uploads on a person's own files, which keeps nothing of them. */
public final class DataCheck {
  private static final String NO_HASH = "0".repeat(64);

  private final AudioCheck audio;
  private final TextCheck text = new TextCheck();
  private final ManifestCheck manifest;

  public DataCheck(AudioDecoder decoder) {
    this.audio = new AudioCheck(decoder);
    this.manifest = new ManifestCheck(audio, CheckSettings.DEFAULT);
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
      return findings.stream().filter(Finding::error).count();
    }

    public long warnings() {
      return findings.size() - errors();
    }
  }

  /**
   * Checks a folder, an archive or a file.
   *
   * @param name as its owner knows it
   */
  public Outcome check(Path source, String name, Progress progress) throws IOException {
    Verdict verdict = verdict(source, name, progress);
    double seconds = 0;
    for (Item item : verdict.items()) {
      Item.Heard heard = item.heard();
      seconds += heard == null ? 0 : heard.durationMs() / 1000.0;
    }
    return new Outcome(verdict.findings(), verdict.items().size(), seconds);
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
