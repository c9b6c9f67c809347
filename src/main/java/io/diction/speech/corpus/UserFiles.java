package io.diction.speech.corpus;

import io.diction.speech.FormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files of a folder or a zip archive, listed and read without trusting them: nothing outside is
 * reached, nothing grows beyond measure.
 */
public final class UserFiles implements Closeable {
  private final FileTree tree;
  private final boolean faultless;

  private UserFiles(FileTree tree, boolean faultless) {
    this.tree = tree;
    this.faultless = faultless;
  }

  /**
   * Lists the files.
   *
   * @throws FormatException when the archive is damaged, exceeds the limits, or holds something
   *     that no honest archive does
   */
  public static UserFiles open(Path source, CorpusLimits limits) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString());
    }
    String name = String.valueOf(source.getFileName());
    Findings findings = new Findings(limits);
    FileTree tree =
        Files.isDirectory(source)
            ? FolderTree.list(source, limits, findings)
            : ZipTree.open(source, name, limits, findings);
    List<CorpusFinding> errors = findings.toList().stream().filter(CorpusFinding::isError).toList();
    if (!errors.isEmpty()) {
      tree.close();
      throw new FormatException(
          name,
          "",
          errors.stream()
              .limit(3)
              .map(CorpusFinding::describe)
              .map(
                  sentence ->
                      sentence.startsWith(name + ": ")
                          ? sentence.substring(name.length() + 2)
                          : sentence)
              .collect(Collectors.joining("; ")));
    }
    return new UserFiles(tree, findings.toList().isEmpty());
  }

  /** Whether nothing is to be said about the folder or archive, not even a warning. */
  public boolean isFaultless() {
    return faultless;
  }

  /** All files in the order of their names. */
  public List<CorpusFile> files() {
    return List.copyOf(tree.files());
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
