package io.diction.speech.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small texts of a folder or archive are asked for several times, for what they are and what they
 * say: each is read once and then lies in memory, as long as there is room for it.
 */
final class ReadOnce implements FileTree {
  private static final int LARGEST = 1 << 16;
  private static final long MOST = 1 << 26;

  private final FileTree base;
  private final List<CorpusFile> files = new ArrayList<>();
  private final Map<String, Text> texts = new HashMap<>();
  private long left = MOST;

  ReadOnce(FileTree base) {
    this.base = base;
    for (CorpusFile file : base.files()) {
      if (file.size() <= LARGEST && FileKind.ofName(file.name()) != FileKind.AUDIO) {
        Text text = new Text(file);
        texts.put(file.name(), text);
        files.add(text);
      } else {
        files.add(file);
      }
    }
  }

  private final class Text implements CorpusFile {
    private final CorpusFile file;
    private byte[] bytes = {};

    Text(CorpusFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public InputStream open() throws IOException {
      if (bytes.length == 0 && left >= file.size()) {
        try (InputStream in = file.open()) {
          bytes = in.readNBytes(LARGEST + 1);
        }
        left -= bytes.length;
      }
      return bytes.length == 0 || bytes.length != file.size()
          ? file.open()
          : new ByteArrayInputStream(bytes);
    }
  }

  @Override
  public Collection<CorpusFile> files() {
    return files;
  }

  @Override
  public Optional<CorpusFile> find(String name) {
    CorpusFile text = texts.get(name);
    return text == null ? base.find(name) : Optional.of(text);
  }

  @Override
  public Path locate(CorpusFile file) throws IOException {
    return base.locate(file instanceof Text text ? text.file : file);
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
