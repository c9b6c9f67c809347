package io.diction.storage;

import io.diction.identity.OrganizationId;
import io.diction.speech.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** Bytes as files below the data folder: {@code blobs/ORGANIZATION/ab/cd/SHA256}. */
final class FileBlobStore implements BlobStore {
  private static final String INCOMING = "incoming";
  private static final boolean POSIX =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

  private final Path root;
  private final TemporaryFolder incoming;

  /** Also removes what uploads left that ended with a former process. */
  FileBlobStore(Path data) throws IOException {
    this.root = data.toAbsolutePath().normalize().resolve("blobs");
    this.incoming = TemporaryFolder.below(root.resolve(INCOMING));
  }

  @Override
  public Upload begin() throws IOException {
    // On the same file system as the final place, so that the rename is atomic.
    return SpooledUpload.in(incoming.path(), this::keep);
  }

  private void keep(Path file, OrganizationId organization, String sha256) throws IOException {
    Path target = place(organization, sha256);
    Path folder = Objects.requireNonNull(target.getParent());
    makeFolder(folder);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
  }

  @Override
  public Path file(OrganizationId organization, String sha256) throws IOException {
    Path file = place(organization, sha256);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException("no bytes with hash " + sha256);
    }
    return file;
  }

  @Override
  public Optional<Path> here(OrganizationId organization, String sha256) {
    return Optional.of(place(organization, sha256)).filter(Files::isRegularFile);
  }

  @Override
  public boolean link(OrganizationId organization, String sha256, Path file) throws IOException {
    Path target = place(organization, sha256);
    Path folder = Objects.requireNonNull(target.getParent());
    makeFolder(folder);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException kept) {
      return true;
    } catch (UnsupportedOperationException | FileSystemException other) {
      return false;
    }
    forceFolder(folder);
    return true;
  }

  @Override
  public boolean has(OrganizationId organization, String sha256) {
    return Files.isRegularFile(place(organization, sha256));
  }

  @Override
  public void remove(OrganizationId organization, String sha256) throws IOException {
    Files.deleteIfExists(place(organization, sha256));
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  @Override
  public InputStream open(OrganizationId organization, String sha256) throws IOException {
    return Files.newInputStream(place(organization, sha256));
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    Path arriving = root.resolve(INCOMING);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(arriving)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            show(visitor, file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException) {
              // Removed since its name was read.
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }
        });
  }

  private void show(Visitor visitor, Path file) {
    Path inside = root.relativize(file);
    Optional<OrganizationId> organization = BlobKey.organization(inside.getName(0).toString());
    String name = String.valueOf(file.getFileName());
    if (organization.isPresent()
        && Blob.isSha256(name)
        && file.equals(place(organization.get(), name))) {
      visitor.blob(organization.get(), name);
    } else {
      visitor.other(inside.toString());
    }
  }

  @Override
  public void tidy() throws IOException {
    TemporaryFolder.removeAbandoned(root.resolve(INCOMING));
  }

  @Override
  public void close() throws IOException {
    incoming.close();
  }

  private Path place(OrganizationId organization, String sha256) {
    Blob.requireSha256(sha256);
    return root.resolve(organization.value().toString())
        .resolve(sha256.substring(0, 2))
        .resolve(sha256.substring(2, 4))
        .resolve(sha256);
  }

  private void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (!folder.equals(root) && parent != null) {
      makeFolder(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /** Without this a renamed file may be gone after a power failure. Windows has no such call. */
  private static void forceFolder(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
