package io.diction.speech.pack;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.corpus.CorpusFile;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.UserFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The packs of an installation: the built-in one and those in a folder, one folder each. Packs
 * appear there as a whole or not at all, so any number of processes may share it.
 */
public final class Packs {
  /** A pack has a dozen files; the largest published ones unpack to less than a gigabyte. */
  private static final CorpusLimits LIMITS =
      CorpusLimits.DEFAULT.withEntries(1_000).withTotalBytes(4L << 30);

  /** Begins the names of folders in which packs are put together. */
  private static final String ASIDE = ".install";

  private static final Duration LONGEST_INSTALLATION = Duration.ofDays(1);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

  private final Path folder;

  /**
   * @param folder need not exist
   */
  public Packs(Path folder) {
    this.folder = folder;
  }

  /**
   * What an installation led to.
   *
   * @param pack as installed
   * @param findings warnings; no errors
   */
  public record Installation(LanguagePack pack, List<PackFinding> findings) {
    public Installation {
      findings = List.copyOf(findings);
    }
  }

  /**
   * A folder among the packs that cannot be used.
   *
   * @param problem a sentence
   */
  public record Damaged(String name, String problem) {}

  /** The built-in pack, then the installed ones by name; damaged ones are left out. */
  public List<LanguagePack> list() throws IOException {
    List<LanguagePack> packs = new ArrayList<>();
    packs.add(BuiltIn.PACK);
    for (Path each : folders()) {
      try {
        packs.add(read(each));
      } catch (FormatException damaged) {
        // Told by damaged().
        continue;
      }
    }
    return packs;
  }

  /** Folders that cannot be read as packs, by name. */
  public List<Damaged> damaged() throws IOException {
    List<Damaged> all = new ArrayList<>();
    for (Path each : folders()) {
      try {
        var unused = read(each);
      } catch (FormatException damaged) {
        all.add(new Damaged(each.getFileName().toString(), damaged.getMessage()));
      }
    }
    return all;
  }

  private static LanguagePack read(Path folder) throws IOException {
    LanguagePack pack = LanguagePack.read(folder);
    if (!pack.name().equals(folder.getFileName().toString())) {
      throw new FormatException(
          folder.getFileName() + "/" + PackDescription.FILE,
          "",
          "describes the pack " + pack.name() + ": rename the folder to that");
    }
    return pack;
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(each -> Files.isDirectory(each))
          .filter(each -> !each.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  public Optional<LanguagePack> find(String name) throws IOException {
    return list().stream().filter(pack -> pack.name().equals(name)).findFirst();
  }

  /**
   * The pack of a name.
   *
   * @throws FormatException when there is none, naming those there are
   */
  public LanguagePack get(String name) throws IOException {
    for (Damaged damaged : damaged()) {
      if (damaged.name().equals(name)) {
        throw new FormatException(name, "", "this pack is damaged: " + damaged.problem());
      }
    }
    Optional<LanguagePack> found = find(name);
    if (found.isEmpty()) {
      throw new FormatException(
          name,
          "",
          "no such language pack; installed are "
              + String.join(", ", list().stream().map(LanguagePack::name).toList()));
    }
    return found.get();
  }

  public Optional<LanguagePack> findBySha256(String sha256) throws IOException {
    return list().stream().filter(pack -> pack.sha256().equals(sha256)).findFirst();
  }

  /**
   * Installs a pack from a folder or zip archive. It is copied, checked in full, and then put among
   * the packs by one rename; a pack installed before is left as it is.
   *
   * @param source not changed
   * @throws PackException saying all that is wrong with it
   * @throws FormatException when the archive cannot be opened
   */
  public Installation install(Path source, PackOptions options, Progress progress)
      throws IOException {
    String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    List<PackFinding> findings = new ArrayList<>();
    Files.createDirectories(folder);
    // Not a temporary folder, which its maker alone may read: the server may be another user.
    Path written =
        Files.createDirectory(folder.toAbsolutePath().resolve(ASIDE + UUID.randomUUID()));
    removeLeftovers(Files.getLastModifiedTime(written).toInstant());
    try (UserFiles files = UserFiles.open(source, LIMITS)) {
      PackLayout.Found found =
          PackLayout.find(name, files.files(), options, dateOf(source), findings);
      if (found == null || findings.stream().anyMatch(PackFinding::isError)) {
        throw new PackException(name, findings);
      }
      progress.report(0.05, "copying");
      LanguagePack pack = copy(found, written, progress);
      Optional<LanguagePack> before = requireNewName(pack, name, findings);
      if (before.isPresent()) {
        return new Installation(before.get(), findings);
      }
      PackValidation.check(pack, findings, progress.part(0.3, 0.95));
      if (findings.stream().anyMatch(PackFinding::isError)) {
        throw new PackException(name, findings);
      }
      Path place = folder.toAbsolutePath().resolve(pack.name());
      // What was checked may have taken minutes, in which somebody else can have installed it.
      before = requireNewName(pack, name, findings);
      if (before.isPresent()) {
        return new Installation(before.get(), findings);
      }
      Folders.replace(written, place);
      progress.report(1, "installed");
      return new Installation(LanguagePack.read(place), findings);
    } finally {
      Folders.delete(written);
    }
  }

  /** What a killed process left behind. */
  private void removeLeftovers(Instant now) throws IOException {
    Instant limit = now.minus(LONGEST_INSTALLATION);
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(folder)) {
      leftovers = entries.filter(each -> each.getFileName().toString().startsWith(ASIDE)).toList();
    }
    for (Path leftover : leftovers) {
      if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
        Folders.delete(leftover);
      }
    }
  }

  private LanguagePack copy(PackLayout.Found found, Path target, Progress progress)
      throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (Map.Entry<String, CorpusFile> file : found.files().entrySet()) {
      progress.checkCancelled();
      Path copy = target.resolve(file.getKey()).normalize();
      if (!copy.startsWith(target)) {
        throw new FormatException(file.getKey(), "", "leads out of the pack");
      }
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      try (InputStream in = file.getValue().open()) {
        Files.copy(in, copy);
      } catch (ZipException | EOFException e) {
        throw new FormatException(file.getKey(), "", "damaged inside of the archive", e);
      }
      sums.put(file.getKey(), Sha256.of(copy));
    }
    PackDescription description = found.description().withFiles(sums);
    description.write(target);
    return LanguagePack.of(description, target);
  }

  /** The same pack installed before; another of the same name is an error. */
  private Optional<LanguagePack> requireNewName(
      LanguagePack pack, String source, List<PackFinding> findings) throws IOException {
    Optional<LanguagePack> before = find(pack.name());
    if (before.isPresent() && !before.get().sha256().equals(pack.sha256())) {
      findings.add(
          PackFinding.error(
              "another pack named %s is %s; give this one a name of its own"
                  .formatted(
                      pack.name(), before.get().isBuiltIn() ? "built in" : "installed already")));
      throw new PackException(source, findings);
    }
    return before;
  }

  private static String dateOf(Path source) throws IOException {
    FileTime newest = Files.getLastModifiedTime(source);
    return DAY.format(newest.toInstant());
  }

  /**
   * Checks a pack as an installation does, its checksums included.
   *
   * @return errors and warnings
   */
  public static List<PackFinding> verify(LanguagePack pack, Progress progress) throws IOException {
    if (pack.isBuiltIn()) {
      return verifyBuiltIn(progress);
    }
    List<PackFinding> findings = new ArrayList<>();
    try {
      pack.requireIntact();
    } catch (FormatException damaged) {
      findings.add(PackFinding.error(damaged.getMessage()));
      return findings;
    }
    for (String file : pack.otherFiles()) {
      findings.add(PackFinding.warning(file + " is no part of the pack; nothing reads it"));
    }
    if (pack.description().checksum().isEmpty()) {
      findings.add(
          PackFinding.warning(
              PackDescription.FILE + " has no checksum of its own: install the pack again"));
    }
    PackValidation.check(pack, findings, progress);
    return findings;
  }

  private static List<PackFinding> verifyBuiltIn(Progress progress) throws IOException {
    if (!BuiltIn.withChecksums().sha256().equals(BuiltIn.PACK.sha256())) {
      return List.of(PackFinding.error("the program's own files are not those it was built with"));
    }
    List<PackFinding> findings = new ArrayList<>();
    Path copy = Files.createTempDirectory(TemporaryFolder.ofProcess(), "pack");
    try {
      BuiltIn.copyTo(copy);
      PackValidation.check(LanguagePack.read(copy), findings, progress);
    } finally {
      Folders.delete(copy);
    }
    return findings;
  }
}
