package io.diction.api.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Remembers files that are made of what is stored: lists say how large they are, and whoever reads
 * one in parts asks for it again and again. Those that are asked for least go first.
 */
@Component
public class RenderedFiles {
  /** Of all files together. */
  private static final long MOST_BYTES = 16L << 20;

  private static final int MOST_SIZES = 100_000;

  private final long mostBytes;
  private final Map<String, byte[]> files = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Integer> sizes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_SIZES;
        }
      };
  private long bytes;

  RenderedFiles() {
    this(MOST_BYTES);
  }

  RenderedFiles(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * The bytes of a file, which nobody changes.
   *
   * @param key another one when the file would be another one
   */
  public byte[] bytes(String key, Supplier<byte[]> made) {
    synchronized (this) {
      byte[] known = files.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] file = made.get();
    keep(key, file);
    return file;
  }

  /** How many bytes a file has. */
  public int size(String key, Supplier<byte[]> made) {
    synchronized (this) {
      Integer known = sizes.get(key);
      if (known != null) {
        return known;
      }
    }
    return bytes(key, made).length;
  }

  private synchronized void keep(String key, byte[] file) {
    sizes.put(key, file.length);
    if (file.length > mostBytes / 4) {
      return;
    }
    byte[] before = files.put(key, file);
    bytes += file.length - (before == null ? 0 : before.length);
    while (bytes > mostBytes) {
      String eldest = files.keySet().iterator().next();
      bytes -= files.remove(eldest).length;
    }
  }
}
