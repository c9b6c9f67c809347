package io.diction.catalog;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackException;
import io.diction.speech.pack.PackFinding;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Installs language packs that a SYSOP sends, checked as the command {@code pack install} does. */
@Service
public class PackUploads {
  /** The largest published packs have less than a gigabyte. */
  public static final long MOST_BYTES = 2L << 30;

  /** What is left of it after a crash goes when the next pack is installed. */
  private static final String ASIDE = ".install-upload";

  private final Path folder;
  private final InstalledPacks installed;
  private final BaseModelRows rows;
  private final Audit audit;
  private final TransactionTemplate transaction;

  /** Checking takes memory for a whole model: one at a time. */
  private final Lock installing = new ReentrantLock();

  PackUploads(
      CatalogSettings settings,
      InstalledPacks installed,
      BaseModelRows rows,
      Audit audit,
      TransactionTemplate transaction) {
    folder = settings.packs();
    this.installed = installed;
    this.rows = rows;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * What came of it.
   *
   * @param pack its name, empty when it was refused
   * @param findings why it was, or what else to know of it
   */
  public record Outcome(String pack, List<String> findings) {
    public Outcome {
      findings = List.copyOf(findings);
    }

    public boolean isInstalled() {
      return !pack.isEmpty();
    }
  }

  /** Nobody but a SYSOP installs anything. */
  public void requireOpen(SignedIn who) {
    who.requireSysop();
  }

  /**
   * Installs an archive, or says all that is wrong with it.
   *
   * @param fileName as the browser says; it names a pack that does not name itself
   */
  public Outcome install(SignedIn who, String fileName, InputStream archive) throws IOException {
    requireOpen(who);
    if (!installing.tryLock()) {
      throw new WrongState("catalog.install.busy");
    }
    try {
      Files.createDirectories(folder);
      Path aside = Files.createDirectory(folder.resolve(ASIDE + UUID.randomUUID()));
      try {
        return install(who, receive(archive, aside.resolve(safe(fileName))));
      } finally {
        Folders.delete(aside);
      }
    } finally {
      installing.unlock();
    }
  }

  /** The part that may name a pack, of a name that may be anything. */
  private static String safe(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String kept = last.replaceAll("(?i)\\.zip$", "").replaceAll("[^A-Za-z0-9_-]", "-");
    return (kept.isEmpty() ? "pack" : kept.substring(0, Math.min(kept.length(), 60))) + ".zip";
  }

  private static Path receive(InputStream archive, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
        size += read;
        if (size > MOST_BYTES) {
          throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
        }
        out.write(buffer, 0, read);
      }
    }
    return file;
  }

  private Outcome install(SignedIn who, Path archive) throws IOException {
    Packs.Installation done;
    try {
      done = new Packs(folder).install(archive, PackOptions.NONE, Progress.NONE);
    } catch (PackException refused) {
      return new Outcome("", sentences(refused.findings()));
    } catch (FormatException unreadable) {
      return new Outcome("", List.of(unreadable.getMessage()));
    }
    installed.register();
    transaction.executeWithoutResult(status -> record(who, done.pack()));
    return new Outcome(done.pack().name(), sentences(done.findings()));
  }

  private void record(SignedIn who, LanguagePack pack) {
    rows.snapshot().models().stream()
        .filter(model -> model.packSha256().equals(pack.sha256()))
        .findFirst()
        .ifPresent(
            model ->
                audit.record(
                    who,
                    who.organization(),
                    "base-model.install",
                    "base-model",
                    model.id().value(),
                    pack.name(),
                    pack.sha256()));
  }

  private static List<String> sentences(List<PackFinding> findings) {
    return findings.stream().map(PackFinding::sentence).toList();
  }
}
