package io.diction.dataset.clip;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetErased;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.audio.Audio;
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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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

  private static final String PLAYABLE = ".wav";

  /** Bytes of what is made to be played. */
  private static final int A_SECOND = 2 * Audio.RECOGNITION_RATE_HZ;

  /** Whoever scrolls through a list asks for many pictures at once. */
  private static final long PATIENCE_SECONDS = 30;

  /** Of one organization; whoever comes then is told so at once. */
  private static final int MOST_WAITING = 40;

  /** What was asked for so lately may be about to be sent. */
  private static final Duration STAYS = Duration.ofMinutes(5);

  private static final int MOST_ERASED = 1_000;

  /** What browsers play, by container; the endings that tell them so. */
  private static final Map<String, String> ENDINGS =
      Map.of("wav", "wav", "mp3", "mp3", "flac", "flac", "mov", "m4a", "ogg", "ogg", "aac", "aac");

  private static final Set<String> CODECS =
      Set.of(
          "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "mp3", "flac", "aac", "vorbis", "opus");

  private final Blobs blobs;
  private final AudioDecoder decoder;
  private final Path folder;
  private final Map<OrganizationId, ReentrantLock> decoding = new ConcurrentHashMap<>();
  private final Semaphore turns =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
  private final Map<String, String> endings = new ConcurrentHashMap<>();

  /** Datasets that are gone; a request that began before may still ask for their sound. */
  private final Set<DatasetId> erased =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<DatasetId, Boolean> eldest) {
                  return size() > MOST_ERASED;
                }
              }));

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
    return new Playable(kept(dataset, name, sha256, PLAYABLE, Listening::convert), PLAYABLE);
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
    if (isThere(kept)) {
      return kept;
    }
    ReentrantLock own =
        decoding.computeIfAbsent(dataset.organization(), key -> new ReentrantLock(true));
    hold(own);
    try {
      if (!isThere(kept)) {
        make(dataset, name, sha256, kept, making);
      }
      return kept;
    } catch (FormatException unreadable) {
      throw new NotFound();
    } finally {
      turns.release();
      own.unlock();
    }
  }

  private static boolean isThere(Path kept) throws IOException {
    try {
      Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  private void make(Dataset dataset, String name, String sha256, Path kept, Making making)
      throws IOException {
    Path sound = blobs.file(dataset.organization(), sha256);
    Files.createDirectories(kept.getParent());
    makeRoom(
        kept.toString().endsWith(PLAYABLE)
            ? (long) (decoder.probe(sound, name).durationSeconds() * A_SECOND)
            : 0);
    Path made = Files.createTempFile(kept.getParent(), "made-", ".part");
    try (AudioSource source = decoder.open(sound, name)) {
      making.make(source, made);
      Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException problem) {
      requireThere(dataset);
      throw problem;
    } finally {
      Files.deleteIfExists(made);
    }
    if (erased.contains(dataset.id())) {
      FileSystemUtils.deleteRecursively(kept.getParent());
    }
    requireThere(dataset);
  }

  private void requireThere(Dataset dataset) {
    if (erased.contains(dataset.id())) {
      throw new NotFound();
    }
  }

  /** One recording of each organization at a time, and no more than there are processors. */
  private void hold(ReentrantLock own) {
    boolean first = false;
    boolean turn = false;
    try {
      first =
          own.getQueueLength() < MOST_WAITING && own.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
      turn = first && turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (!turn) {
      if (first) {
        own.unlock();
      }
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

  /** Removes what was asked for longest ago. */
  private synchronized void makeRoom(long coming) throws IOException {
    Instant limit = Instant.now().minus(STAYS);
    NavigableMap<Instant, List<Path>> old = new TreeMap<>();
    long[] bytes = {coming};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            old.computeIfAbsent(attributes.lastModifiedTime().toInstant(), at -> new ArrayList<>())
                .add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException removed) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException removed) {
            return FileVisitResult.CONTINUE;
          }
        });
    for (List<Path> files : old.headMap(limit).values()) {
      for (Path file : files) {
        if (bytes[0] > MOST_BYTES) {
          bytes[0] -= file.toFile().length();
          Files.deleteIfExists(file);
        }
      }
    }
    blobs.requireRoom(folder, coming);
  }

  /** What could be heard of a dataset goes with it. */
  @ApplicationModuleListener
  void on(DatasetErased event) {
    erased.add(event.dataset());
    try {
      FileSystemUtils.deleteRecursively(folder.resolve(event.dataset().toString()));
    } catch (IOException problem) {
      // The event is delivered again.
      throw new UncheckedIOException(problem);
    }
  }
}
