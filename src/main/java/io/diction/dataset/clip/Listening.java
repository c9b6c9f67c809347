package io.diction.dataset.clip;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetErased;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioProperties;
import io.diction.speech.audio.AudioSource;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Recordings as browsers play and show them. What had to be decoded for that is kept among what may
 * be removed at any time, as long as there is room for it.
 */
@Component
class Listening {
  private static final long MOST_BYTES = 2_000_000_000;
  private static final int SAMPLES_A_PEAK = 16_000 / Peaks.A_SECOND;
  private static final int MOST_KNOWN = 10_000;

  /** Whoever scrolls through a list asks for many pictures at once; decoding is for all. */
  private static final long PATIENCE_SECONDS = 30;

  /** What browsers play, by container; the endings that tell them so. */
  private static final Map<String, String> ENDINGS =
      Map.of("wav", "wav", "mp3", "mp3", "flac", "flac", "mov", "m4a", "ogg", "ogg", "aac", "aac");

  private static final Set<String> CODECS =
      Set.of(
          "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "mp3", "flac", "aac", "vorbis", "opus");

  private final Blobs blobs;
  private final AudioDecoder decoder;
  private final Path folder;
  private final ReentrantLock decoding = new ReentrantLock(true);
  private final Map<String, String> endings = new ConcurrentHashMap<>();

  Listening(Blobs blobs, AudioDecoder decoder, Environment environment) {
    this.blobs = blobs;
    this.decoder = decoder;
    this.folder =
        Path.of(environment.getRequiredProperty("diction.data")).resolve("cache").resolve("listen");
  }

  /**
   * Bytes that a browser plays.
   *
   * @param kind ending that says what they are
   */
  record Playable(Path file, String kind) {}

  Playable playable(Dataset dataset, String name, String sha256) throws IOException {
    Path file = blobs.file(dataset.organization(), sha256);
    String ending = ending(file, name, sha256);
    if (!ending.isEmpty()) {
      return new Playable(file, "." + ending);
    }
    return new Playable(kept(dataset, name, sha256, ".wav", Listening::convert), ".wav");
  }

  /** Empty where browsers do not play it. */
  private String ending(Path file, String name, String sha256) throws IOException {
    String known = endings.get(sha256);
    if (known != null) {
      return known;
    }
    String ending = "";
    try {
      AudioProperties properties = decoder.probe(file, name);
      if (CODECS.contains(properties.codec())) {
        ending = ENDINGS.getOrDefault(properties.container(), "");
      }
    } catch (FormatException unreadable) {
      throw new NotFound();
    }
    if (endings.size() >= MOST_KNOWN) {
      endings.clear();
    }
    endings.put(sha256, ending);
    return ending;
  }

  Peaks peaks(Dataset dataset, String name, String sha256) throws IOException {
    return new Peaks(Files.readAllBytes(kept(dataset, name, sha256, ".peaks", Listening::measure)));
  }

  /** Makes a file of a decoded recording. */
  private interface Making {
    void make(AudioSource source, Path to) throws IOException;
  }

  private Path kept(Dataset dataset, String name, String sha256, String ending, Making making)
      throws IOException {
    Path kept = folder.resolve(dataset.id().toString()).resolve(sha256 + ending);
    if (Files.exists(kept)) {
      return kept;
    }
    hold();
    try {
      if (!Files.exists(kept)) {
        Files.createDirectories(kept.getParent());
        makeRoom();
        Path made = Files.createTempFile(kept.getParent(), "made-", ending);
        try (AudioSource source = decoder.open(blobs.file(dataset.organization(), sha256), name)) {
          making.make(source, made);
          Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(made);
        }
      }
      return kept;
    } catch (FormatException unreadable) {
      throw new NotFound();
    } finally {
      decoding.unlock();
    }
  }

  private void hold() {
    try {
      if (!decoding.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new LimitReached("clip.busy");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LimitReached("clip.busy");
    }
  }

  private static void measure(AudioSource source, Path to) throws IOException {
    ByteArrayOutputStream peaks = new ByteArrayOutputStream();
    float[] buffer = new float[SAMPLES_A_PEAK * 25];
    float loudest = 0;
    int taken = 0;
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      for (int i = 0; i < read; i++) {
        loudest = Math.max(loudest, Math.abs(buffer[i]));
        if (++taken == SAMPLES_A_PEAK) {
          peaks.write(Math.min(127, Math.round(loudest * 127)));
          loudest = 0;
          taken = 0;
        }
      }
    }
    if (taken > 0) {
      peaks.write(Math.min(127, Math.round(loudest * 127)));
    }
    Files.write(to, peaks.toByteArray());
  }

  private static void convert(AudioSource source, Path to) throws IOException {
    long samples = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 65_536)) {
      out.write(WavHead.of(0));
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        for (int i = 0; i < read; i++) {
          int sample = Math.max(-32_768, Math.min(32_767, Math.round(buffer[i] * 32_768f)));
          out.write(sample);
          out.write(sample >> 8);
        }
        samples += read;
      }
    }
    WavHead.write(to, samples);
  }

  /** Removes what was made longest ago. */
  private void makeRoom() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
              .toList();
    }
    long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
    for (Path file : files) {
      if (bytes <= MOST_BYTES) {
        return;
      }
      bytes -= file.toFile().length();
      Files.deleteIfExists(file);
    }
  }

  /** What could be heard of a dataset goes with it. */
  @ApplicationModuleListener
  void on(DatasetErased erased) {
    try {
      FileSystemUtils.deleteRecursively(folder.resolve(erased.dataset().toString()));
    } catch (IOException problem) {
      // The event is delivered again.
      throw new UncheckedIOException(problem);
    }
  }
}
