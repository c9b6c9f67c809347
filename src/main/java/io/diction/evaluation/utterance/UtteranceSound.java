package io.diction.evaluation.utterance;

import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestUtterance;
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
import org.springframework.stereotype.Component;

/** The sound of an utterance, or of a word in it, as every browser plays it. */
@Component
class UtteranceSound {
  private static final double LONGEST_SECONDS = 120;

  /** An utterance may lie hours into its recording, all of which is decoded. */
  private static final int AT_ONCE = 2;

  private static final long PATIENCE_SECONDS = 20;

  private final Blobs blobs;
  private final AudioDecoder decoder;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  UtteranceSound(Blobs blobs, AudioDecoder decoder) {
    this.blobs = blobs;
    this.decoder = decoder;
  }

  byte[] wav(TestRun run, TestUtterance utterance) throws IOException {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new LimitReached("evaluation.refused.busy");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LimitReached("evaluation.refused.busy");
    }
    try {
      return decoded(
          blobs.file(new OrganizationId(run.organizationId()), utterance.audioSha256()), utterance);
    } finally {
      turns.release();
    }
  }

  private byte[] decoded(Path file, TestUtterance utterance) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NotFound();
    }
    double start = utterance.startMs() / 1000.0;
    Long duration = utterance.durationMs();
    double length =
        duration == null ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, duration / 1000.0);
    List<byte[]> made = new ArrayList<>();
    Utterance wanted =
        new Utterance(
            utterance.id(), utterance.fileName(), start, start + length, "", "", Split.UNSPECIFIED);
    UtteranceCutter cutter =
        new UtteranceCutter(List.of(wanted), (one, audio) -> made.add(WavWriter.bytes(audio)));
    try (AudioSource source = decoder.open(file, utterance.fileName())) {
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
