package io.diction.speech.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;

/** The user's files, wherever they lie, by names relative to a root they cannot leave. */
interface FileTree extends Closeable {
  /** All files in the order of their names; none for a root that is only looked into. */
  Collection<CorpusFile> files();

  Optional<CorpusFile> find(String name);

  /** Where on the disk a file can be read by others; may unpack it first. */
  Path locate(CorpusFile file) throws IOException;

  /**
   * Turns a path that somebody wrote into a name in the tree.
   *
   * @param folder name of the folder to which the path is relative, empty for the root
   * @return empty when it leads outside
   */
  default Optional<String> resolve(String folder, String path) {
    String written = path.replace('\\', '/');
    if (written.startsWith("/") || written.matches("[A-Za-z]:.*") || written.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + written).split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
