package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder on the disk. Links in it are not followed, so nothing outside can be reached. */
final class FolderTree implements FileTree {
  private final Path root;
  private final Map<String, CorpusFile> files;

  private FolderTree(Path root, Map<String, CorpusFile> files) {
    this.root = root;
    this.files = files;
  }

  /** One file of the folder. */
  private record FolderFile(Path path, String name, long size) implements CorpusFile {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /** With all its files listed. */
  static FolderTree list(Path folder, CorpusLimits limits, Findings findings) throws IOException {
    Path root = folder.toRealPath();
    Map<String, CorpusFile> files = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (root.relativize(directory).getNameCount() > limits.depth()) {
              findings.add(FindingCode.TOO_DEEP, name(root, directory), limits.depth());
              return FileVisitResult.SKIP_SUBTREE;
            }
            return directory.getFileName().toString().startsWith(".") && !directory.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(root, file);
            if (attributes.isSymbolicLink()) {
              findings.add(FindingCode.LINK_IGNORED, name);
            } else if (attributes.isRegularFile()) {
              files.put(name, new FolderFile(file, name, attributes.size()));
            }
            return files.size() > limits.entries()
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            findings.add(FindingCode.UNREADABLE, name(root, file));
            return FileVisitResult.CONTINUE;
          }
        });
    if (files.size() > limits.entries()) {
      findings.add(
          FindingCode.TOO_MANY_FILES,
          folder.getFileName().toString(),
          "more than " + limits.entries(),
          limits.entries());
      files.clear();
    }
    return new FolderTree(root, files);
  }

  /** Not listed: for a manifest that names its files. */
  static FolderTree around(Path file) throws IOException {
    return new FolderTree(file.toRealPath().getParent(), Map.of());
  }

  @Override
  public Collection<CorpusFile> files() {
    return files.values();
  }

  @Override
  public Optional<CorpusFile> find(String name) {
    CorpusFile listed = files.get(name);
    if (listed != null || !files.isEmpty()) {
      return Optional.ofNullable(listed);
    }
    try {
      Path path = root.resolve(name).toRealPath();
      if (path.startsWith(root) && Files.isRegularFile(path)) {
        return Optional.of(new FolderFile(path, name, Files.size(path)));
      }
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Paths below the root may also be written in full. */
  @Override
  public Optional<String> resolve(String folder, String path) {
    try {
      Path written = Path.of(path);
      if (written.isAbsolute()) {
        Path normal = written.normalize();
        return normal.startsWith(root) ? Optional.of(name(root, normal)) : Optional.empty();
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return FileTree.super.resolve(folder, path);
  }

  @Override
  public Path locate(CorpusFile file) {
    return ((FolderFile) file).path();
  }

  @Override
  public void close() {}

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
