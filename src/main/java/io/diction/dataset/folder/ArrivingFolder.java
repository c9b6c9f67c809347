package io.diction.dataset.folder;

import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.StorageFull;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A folder of which not all files are there, or not all of them stored. */
public final class ArrivingFolder {
  private final String firstName;
  private final FileKind firstKind;
  private final List<Arriving> files = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<UUID> partials = new LinkedHashSet<>();
  private String refusal = "";

  /**
   * @param firstName of the file that comes first, without folders
   */
  public ArrivingFolder(String firstName, FileKind firstKind) {
    this.firstName = firstName;
    this.firstKind = firstKind;
  }

  private record Arriving(String path, Future<Blob> blob) {}

  public String firstName() {
    return firstName;
  }

  public FileKind firstKind() {
    return firstKind;
  }

  /** Uploads of the tus protocol that it is made of. */
  public Set<UUID> partials() {
    return partials;
  }

  /** Whether no file of this path came before; from now on one did. */
  public boolean isNew(String path) {
    return paths.add(path);
  }

  public void add(String path, Future<Blob> blob) {
    files.add(new Arriving(path, blob));
  }

  /** Nothing of it can be taken. */
  public void refuse(String rule) {
    refusal = rule;
  }

  /** Why not; empty as long as it can. */
  public String refusal() {
    return refusal;
  }

  /** Whether it is one file by itself, not of a folder. */
  public boolean isLone() {
    return files.size() == 1 && files.get(0).path().equals(firstName);
  }

  /**
   * All its files, once they are stored.
   *
   * @throws StorageFull when one of them found no room
   */
  public List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Arriving file : files) {
      parts.add(new Part(file.path(), stored(file.blob())));
    }
    return parts;
  }

  /** What became of bytes that are being stored. */
  public static Blob stored(Future<Blob> blob) throws IOException {
    try {
      return blob.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while files are stored");
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof IOException broken) {
        throw broken;
      }
      if (problem.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IOException("a file cannot be stored", problem.getCause());
    }
  }
}
