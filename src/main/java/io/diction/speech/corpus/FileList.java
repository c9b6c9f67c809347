package io.diction.speech.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder that is a list of files, each of which lies by itself. */
final class FileList implements FileTree {
  private final Map<String, CorpusFile> files;

  private FileList(Map<String, CorpusFile> files) {
    this.files = files;
  }

  /**
   * Those of the files that are not too many or too deep.
   *
   * @param folder its name, for findings
   */
  static FileList of(
      Collection<LocatedFile> all, String folder, CorpusLimits limits, Findings findings) {
    Map<String, CorpusFile> files = new TreeMap<>();
    if (all.size() > limits.entries()) {
      findings.add(FindingCode.TOO_MANY_FILES, folder, all.size(), limits.entries());
      return new FileList(files);
    }
    for (LocatedFile file : all) {
      if (file.name().chars().filter(c -> c == '/').count() > limits.depth()) {
        findings.add(FindingCode.TOO_DEEP, file.name(), limits.depth());
      } else {
        files.put(file.name(), file);
      }
    }
    return new FileList(files);
  }

  @Override
  public Collection<CorpusFile> files() {
    return files.values();
  }

  @Override
  public Optional<CorpusFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public Path locate(CorpusFile file) throws IOException {
    return ((LocatedFile) file).place().path();
  }

  @Override
  public void close() {}
}
