package io.diction.dataset.agreement;

import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.Utterance;
import io.diction.speech.corpus.UtteranceCutter;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sound of single clips and words, as every browser plays it. */
@Component
public class ClipSound {
  private static final double LONGEST_SECONDS = 120;

  /**
   * A clip may lie hours into its recording, all of which is decoded: others need the machine too.
   */
  private static final int AT_ONCE = 2;

  private static final long PATIENCE_SECONDS = 20;

  private final Blobs blobs;
  private final AudioDecoder decoder;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  ClipSound(Blobs blobs, AudioDecoder decoder) {
    this.blobs = blobs;
    this.decoder = decoder;
  }

  byte[] wav(OrganizationId organization, ComparedClip clip) throws IOException {
    if (!clip.isPlayable()) {
      throw new NotFound();
    }
    return wav(organization, clip.recording(), clip.file(), clip.startMs(), clip.durationMs());
  }

  /**
   * A part of a recording as a WAV file, its first two minutes at most.
   *
   * @param sha256 of the recording
   * @param fileName whose ending says what it is
   * @param durationMs null for all that follows
   * @throws NotFound when the recording is not there or cannot be read so far
   * @throws LimitReached when too many others are listening
   */
  public byte[] wav(
      OrganizationId organization,
      String sha256,
      String fileName,
      long startMs,
      @Nullable Long durationMs)
      throws IOException {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new LimitReached("clip.busy");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LimitReached("clip.busy");
    }
    try {
      return decoded(blobs.file(organization, sha256), fileName, startMs, durationMs);
    } finally {
      turns.release();
    }
  }

  private byte[] decoded(Path file, String fileName, long startMs, @Nullable Long durationMs)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NotFound();
    }
    double start = startMs / 1000.0;
    double length =
        durationMs == null ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, durationMs / 1000.0);
    List<byte[]> made = new ArrayList<>();
    Utterance wanted =
        new Utterance(fileName, fileName, start, start + length, "", "", Split.UNSPECIFIED);
    UtteranceCutter cutter =
        new UtteranceCutter(
            List.of(wanted), (utterance, audio) -> made.add(WavWriter.bytes(audio)));
    try (AudioSource source = decoder.open(file, fileName)) {
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer);
          read >= 0 && made.isEmpty();
          read = source.read(buffer)) {
        cutter.take(buffer, read);
      }
      cutter.end();
    } catch (FormatException damaged) {
      throw new NotFound();
    }
    if (made.isEmpty()) {
      throw new NotFound();
    }
    return made.get(0);
  }
}
