package io.diction.dataset.tus;

import io.diction.storage.Blobs;
import io.diction.web.Refusal.NotFound;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.exception.UploadNotFoundException;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.disk.DiskStorageService;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The files of uploads: {@code uploads/ID/data}, what is known of it in {@code info}, and the lock
 * of whoever writes. The library's own, but for what a process that is killed leaves behind: its
 * {@code info} may be cut off and may not know of the last bytes.
 */
final class PartialFiles extends DiskStorageService {
  private static final int BUFFER = 256 * 1024;

  /** How much is written between two looks at what the disk has left. */
  private static final long LOOK_EVERY = 16L * 1024 * 1024;

  /** Files up to this size are sent again rather than gone on with when the power fails. */
  private static final long SENT_ANEW = 1 << 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final ObjectInputFilter OWN =
      ObjectInputFilter.Config.createFilter(
          "me.desair.tus.server.upload.*;java.lang.*;java.util.*;maxdepth=8;!*");

  private final Path folder;
  private final Blobs blobs;
  private final UUID id;

  PartialFiles(Path folder, Blobs blobs) throws IOException {
    super(folder.toString());
    this.folder = Files.createDirectories(folder.resolve("uploads"));
    this.id = idOf(folder);
    this.blobs = blobs;
  }

  /** Kept in the folder itself, so that whoever shares it has the same. */
  private static UUID idOf(Path folder) throws IOException {
    Path file = folder.resolve("id");
    if (!Files.exists(file)) {
      Path made = Files.createTempFile(folder, "id", ".part");
      Files.writeString(made, UUID.randomUUID().toString());
      try {
        Files.move(made, file);
      } catch (FileAlreadyExistsException byAnother) {
        Files.delete(made);
      }
    }
    return UUID.fromString(Files.readString(file).strip());
  }

  /** Tells this folder from those of other nodes. */
  UUID id() {
    return id;
  }

  /** The client went away in the middle of a request. What came until then is kept. */
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGone(IOException cause) {
      super(cause);
    }
  }

  Path folder() {
    return folder;
  }

  Path data(UUID id) {
    return folder.resolve(id.toString()).resolve("data");
  }

  @Override
  public @Nullable UploadInfo getUploadInfo(@Nullable UploadId id) throws IOException {
    if (id == null) {
      return null;
    }
    try (ObjectInputStream in =
        new ObjectInputStream(Files.newInputStream(folder.resolve(id.toString() + "/info")))) {
      in.setObjectInputFilter(OWN);
      return brought((UploadInfo) in.readObject());
    } catch (NoSuchFileException | EOFException | StreamCorruptedException none) {
      return null;
    } catch (ClassNotFoundException | ClassCastException | InvalidClassException other) {
      throw new IOException("not written by this version: " + id, other);
    }
  }

  /** What is known of an upload of somebody's. */
  UploadInfo get(UUID id, String owner) {
    try {
      UploadInfo info = getUploadInfo(new UploadId(id));
      if (info == null || !owner.equals(info.getOwnerKey())) {
        throw new NotFound();
      }
      return info;
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read what is known of upload " + id, problem);
    }
  }

  /** Up to what the file has: a process that is killed notes nothing down any more. */
  private UploadInfo brought(UploadInfo info) throws IOException {
    if (info.hasLength() && info.isUploadInProgress() && info.getConcatenationPartIds() == null) {
      info.setOffset(Math.min(Files.size(data(info)), info.getLength()));
    }
    return info;
  }

  /**
   * Written aside and renamed, so that it is whole whenever the process ends. Each writes aside by
   * itself: whoever asks for joined uploads writes what is known of their parts, unlocked.
   */
  @Override
  public void update(UploadInfo info) throws IOException, UploadNotFoundException {
    Path upload = folder.resolve(info.getId().toString());
    Path aside = upload.resolve("info-" + UUID.randomUUID() + ".part");
    try {
      write(info, aside);
      Files.move(
          aside,
          upload.resolve("info"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException gone) {
      throw new UploadNotFoundException("no upload " + info.getId());
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void write(UploadInfo info, Path to) throws IOException {
    boolean isSmall = info.hasLength() && info.getLength() <= SENT_ANEW;
    try (FileChannel file =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(file))) {
      out.writeObject(info);
      out.flush();
      // A rename may reach the disk before the bytes do. After a power failure what is small is
      // sent once more, which costs less than to wait for the disk with each of thousands.
      if (!isSmall) {
        file.force(true);
      }
    }
  }

  /** Writes what comes, never more than was announced; what came before a break is kept. */
  @Override
  public UploadInfo append(UploadInfo info, InputStream bytes) throws IOException, TusException {
    long offset = info.getOffset();
    long end = info.getLength();
    try (FileChannel file = FileChannel.open(data(info), StandardOpenOption.WRITE)) {
      file.position(offset);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      long nextLook = offset;
      int read = BUFFER;
      while (offset < end && read == BUFFER) {
        if (offset >= nextLook) {
          blobs.requireRoom(folder, BUFFER);
          nextLook = offset + LOOK_EVERY;
        }
        Filled filled = fill(buffer.array(), (int) Math.min(BUFFER, end - offset), bytes);
        read = filled.bytes();
        buffer.clear().limit(read);
        while (buffer.hasRemaining()) {
          offset += file.write(buffer);
        }
        if (filled.broken() != null) {
          throw new ClientGone(filled.broken());
        }
      }
    } finally {
      info.setOffset(offset);
      update(info);
    }
    return info;
  }

  /** What came, and why there is no more. */
  private record Filled(int bytes, @Nullable IOException broken) {}

  private static Filled fill(byte[] buffer, int most, InputStream from) {
    int filled = 0;
    try {
      while (filled < most) {
        int read = from.read(buffer, filled, most - filled);
        if (read < 0) {
          break;
        }
        filled += read;
      }
      return new Filled(filled, null);
    } catch (IOException broken) {
      return new Filled(filled, broken);
    }
  }

  private Path data(UploadInfo info) {
    return folder.resolve(info.getId().toString()).resolve("data");
  }

  /**
   * Keeps others away from an upload, in this process and in others that share the folder; empty
   * when somebody holds it.
   *
   * @throws NoSuchFileException when there is none
   */
  Optional<FileChannel> tryLock(UUID id) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(id.toString()).resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException ours) {
      // Held by another thread.
    }
    channel.close();
    return Optional.empty();
  }

  void remove(UUID id) throws IOException {
    FileSystemUtils.deleteRecursively(folder.resolve(id.toString()));
  }

  /** What has files, whether or not it is in the table. */
  List<UUID> all() throws IOException {
    List<UUID> ids = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path each : folders) {
        String name = each.getFileName().toString();
        if (ID.matcher(name).matches()) {
          ids.add(UUID.fromString(name));
        }
      }
    }
    return ids;
  }
}
