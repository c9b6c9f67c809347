package io.diction.dataset.folder;

import io.diction.dataset.finding.FileName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a file lies in the folder that was sent, as the browser says; never part of a path on our
 * disk.
 *
 * @param parts names of the folders, outermost first, and of the file
 */
public record FolderPath(List<String> parts) {
  private static final Set<String> SYSTEM =
      Set.of("thumbs.db", "desktop.ini", "__macosx", "$recycle.bin");

  public FolderPath {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no name");
    }
  }

  /** Leaves out what leads nowhere or upwards. */
  public static FolderPath of(String raw) {
    List<String> parts =
        Stream.of(raw.split("[/\\\\]"))
            .filter(part -> !part.isBlank() && !part.equals(".") && !part.equals(".."))
            .map(part -> new FileName(part).display())
            .toList();
    return new FolderPath(parts.isEmpty() ? List.of(new FileName("").display()) : parts);
  }

  /** The outermost folder; empty for a file by itself. */
  public String folder() {
    return parts.size() > 1 ? parts.get(0) : "";
  }

  /** Below the outermost folder. */
  public String inside() {
    return String.join("/", parts.subList(parts.size() > 1 ? 1 : 0, parts.size()));
  }

  public String file() {
    return parts.get(parts.size() - 1);
  }

  /** What an operating system puts beside the files of its user, or hides from view. */
  public boolean isSystemFile() {
    return parts.stream()
        .anyMatch(part -> part.startsWith(".") || SYSTEM.contains(part.toLowerCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return String.join("/", parts);
  }
}
