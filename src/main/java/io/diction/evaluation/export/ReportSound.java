package io.diction.evaluation.export;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.speech.CancelledException;
import io.diction.speech.Folders;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What of a test's recordings a page can carry: utterances with errors come first. */
@Component
class ReportSound {
  /** About nine minutes; as text it is a third more. */
  private static final long MOST_BYTES = 16L << 20;

  /** Some two minutes: longer ones would be held in memory as a whole. */
  private static final long LONGEST_BYTES = 4L << 20;

  /** Of recordings, from their beginnings to the last wanted utterances. */
  private static final long MOST_DECODED_MS = Duration.ofHours(1).toMillis();

  /** Somebody waits for the page. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

  /** Of a sample and of a second, as the page has them. */
  private static final long BYTES_PER_MS = 32;

  private static final long PATIENCE_SECONDS = 20;

  private final UtteranceRows rows;
  private final Blobs blobs;
  private final AudioDecoder decoder;

  /** Whole recordings are decoded: others need the machine too. */
  private final Semaphore turn = new Semaphore(1, true);

  ReportSound(UtteranceRows rows, Blobs blobs, AudioDecoder decoder) {
    this.rows = rows;
    this.blobs = blobs;
    this.decoder = decoder;
  }

  /** WAV files, outside of memory: a page may be read slowly, and many at once. */
  static final class Sounds implements AutoCloseable {
    /** As many bytes as make whole characters. */
    private static final int BLOCK = 3 * 8_192;

    private final @Nullable Path folder;
    private final Map<Integer, Path> files = new HashMap<>();

    /** Where folder is null, nothing was to be had now. */
    private Sounds(@Nullable Path folder) {
      this.folder = folder;
    }

    boolean isMissed() {
      return folder == null;
    }

    int count() {
      return files.size();
    }

    boolean has(int utterance) {
      return files.containsKey(utterance);
    }

    /** Writes what a data URI has of a sound. */
    void write(int utterance, Writer to) throws IOException {
      try (InputStream wav = Files.newInputStream(files.get(utterance))) {
        for (byte[] block = wav.readNBytes(BLOCK);
            block.length > 0;
            block = wav.readNBytes(BLOCK)) {
          to.write(Base64.getEncoder().encodeToString(block));
        }
      }
    }

    private void add(int utterance, Path folder, Audio audio) {
      Path file = folder.resolve(utterance + ".wav");
      try {
        WavWriter.write(file, audio);
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
      files.put(utterance, file);
    }

    @Override
    public void close() throws IOException {
      if (folder != null) {
        Folders.delete(folder);
      }
    }
  }

  /** The sounds by the numbers of their utterances; none where others keep the machine busy. */
  Sounds of(Seen test, int subject, int first) throws IOException {
    List<TestUtterance> chosen = chosen(test, subject, first);
    try {
      if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return new Sounds(null);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Sounds(null);
    }
    try {
      return decoded(new OrganizationId(test.run().organizationId()), chosen);
    } finally {
      turn.release();
    }
  }

  private List<TestUtterance> chosen(Seen test, int subject, int first) {
    Set<Integer> wrong = rows.wrong(test.run().id(), subject);
    List<TestUtterance> all =
        rows.all(test.run().id()).stream()
            .limit(first)
            .filter(one -> one.state() == TestUtterance.State.HEARD && one.lengthMs() != null)
            .toList();
    List<TestUtterance> chosen = new ArrayList<>();
    long left = MOST_BYTES;
    long leftMs = MOST_DECODED_MS;
    Map<String, Long> decoded = new HashMap<>();
    for (boolean errors : new boolean[] {true, false}) {
      for (TestUtterance one : all) {
        long bytes = Math.round(one.lengthSeconds() * 1000) * BYTES_PER_MS;
        long end = one.startMs() + Math.round(one.lengthSeconds() * 1000);
        long more = Math.max(0, end - decoded.getOrDefault(one.audioSha256(), 0L));
        if (wrong.contains(one.number()) == errors
            && bytes <= Math.min(left, LONGEST_BYTES)
            && more <= leftMs) {
          left -= bytes;
          leftMs -= more;
          decoded.merge(one.audioSha256(), end, Math::max);
          chosen.add(one);
        }
      }
    }
    return chosen;
  }

  private Sounds decoded(OrganizationId organization, List<TestUtterance> chosen)
      throws IOException {
    ClipSpeech speech = new ClipSpeech(decoder);
    Map<String, Integer> numbers = new HashMap<>();
    for (TestUtterance one : chosen) {
      Pair pair =
          new Pair(
              one.fileName(),
              () -> blobs.file(organization, one.audioSha256()),
              one.audioSha256(),
              one.startMs(),
              one.lengthMs(),
              "",
              "");
      numbers.put(speech.add(pair), one.number());
    }
    Path folder = Files.createTempDirectory(TemporaryFolder.ofProcess(), "report");
    Sounds sounds = new Sounds(folder);
    long begun = System.nanoTime();
    try {
      speech.read(
          numbers.keySet(),
          new RecordedSpeech.Receiver() {
            @Override
            public void utterance(String id, Audio audio) {
              sounds.add(numbers.get(id), folder, audio);
              if (System.nanoTime() - begun > LONGEST_NANOS) {
                throw new CancelledException();
              }
            }

            @Override
            public void unreadable(String id, String reason) {
              // It was readable when it was tested; the page has its words without the sound.
            }
          });
    } catch (CancelledException late) {
      // The page has what was read until now, and says how many are missing.
      return sounds;
    } catch (IOException | RuntimeException problem) {
      sounds.close();
      throw problem;
    }
    return sounds;
  }
}
