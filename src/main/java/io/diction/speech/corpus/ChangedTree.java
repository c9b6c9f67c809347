package io.diction.speech.corpus;

import io.diction.speech.corpus.Transcripts.OneFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Files as their owner changed them. Texts that are left out are not there; recordings that are
 * left out still are, so that nobody misses them.
 */
final class ChangedTree implements FileTree {
  private final FileTree base;
  private final Changes changes;
  private final Collection<CorpusFile> files;

  ChangedTree(FileTree base, Changes changes) {
    this.base = base;
    this.changes = changes;
    List<CorpusFile> all = new ArrayList<>();
    for (CorpusFile file : base.files()) {
      if (isThere(file.name())) {
        all.add(changed(file));
      }
    }
    this.files = List.copyOf(all);
  }

  @Override
  public Collection<CorpusFile> files() {
    return files;
  }

  @Override
  public Optional<CorpusFile> find(String name) {
    return isThere(name) ? base.find(name).map(this::changed) : Optional.empty();
  }

  private boolean isThere(String name) {
    return !changes.leftOut().contains(name) || FileKind.ofName(name) == FileKind.AUDIO;
  }

  private CorpusFile changed(CorpusFile file) {
    Path replaced = changes.replaced().get(file.name());
    if (replaced == null) {
      return file;
    }
    try {
      return new OneFile(replaced, file.name(), Files.size(replaced));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public Path locate(CorpusFile file) throws IOException {
    return file instanceof OneFile one ? one.path() : base.locate(file);
  }

  @Override
  public Optional<String> resolve(String folder, String path) {
    return base.resolve(folder, path);
  }

  @Override
  public void close() throws IOException {
    base.close();
  }
}
