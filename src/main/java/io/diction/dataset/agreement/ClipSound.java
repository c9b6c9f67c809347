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
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The sound of single clips, as every browser plays it. */
@Component
class ClipSound {
  private static final double LONGEST_SECONDS = 60;

  private final Blobs blobs;
  private final AudioDecoder decoder;

  ClipSound(Blobs blobs, AudioDecoder decoder) {
    this.blobs = blobs;
    this.decoder = decoder;
  }

  byte[] wav(OrganizationId organization, ComparedClip clip) throws IOException {
    Path file = blobs.file(organization, clip.recording());
    if (!clip.isPlayable() || !Files.isRegularFile(file)) {
      throw new NotFound();
    }
    Long duration = clip.durationMs();
    double start = clip.startMs() / 1000.0;
    double length =
        duration == null ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, duration / 1000.0);
    List<byte[]> made = new ArrayList<>();
    Utterance wanted =
        new Utterance(clip.file(), clip.file(), start, start + length, "", "", Split.UNSPECIFIED);
    UtteranceCutter cutter =
        new UtteranceCutter(
            List.of(wanted), (utterance, audio) -> made.add(WavWriter.bytes(audio)));
    try (AudioSource source = decoder.open(file, clip.file())) {
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
