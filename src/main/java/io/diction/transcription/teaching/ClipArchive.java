package io.diction.transcription.teaching;

import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.WavWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/**
 * Cuts passages out of a recording: an archive of clips with their transcripts, as users zip them.
 */
@Component
class ClipArchive {
  private static final int BLOCK = Audio.RECOGNITION_RATE_HZ;

  private final AudioDecoder decoder;

  ClipArchive(AudioDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Reads the recording once, from its start to the last clip.
   *
   * @param wanted in the order of the recording, none over another
   */
  void write(Path recording, String name, List<Clip> wanted, Path archive, Progress progress)
      throws IOException {
    StringBuilder transcripts = new StringBuilder();
    double end = wanted.get(wanted.size() - 1).endSeconds();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
        ZipOutputStream zip = new ZipOutputStream(file);
        AudioSource source = decoder.open(recording, name)) {
      float[] block = new float[BLOCK];
      long at = 0;
      int held = 0;
      int next = 0;
      float[] clip = new float[0];
      int filled = 0;
      long from = 0;
      boolean open = false;
      while (next < wanted.size()) {
        if (!open) {
          from = samples(wanted.get(next).startSeconds());
          clip = new float[(int) Math.max(1, samples(wanted.get(next).endSeconds()) - from)];
          filled = 0;
          open = true;
        }
        if (held == 0) {
          progress.checkCancelled();
          progress.report(Math.min(1, at / (end * Audio.RECOGNITION_RATE_HZ)), "");
          held = Math.max(0, source.read(block));
        }
        boolean ended = held == 0;
        long skipped = Math.min(held, Math.max(0, from - at));
        int taken = (int) Math.min(held - skipped, clip.length - filled);
        System.arraycopy(block, (int) skipped, clip, filled, taken);
        filled += taken;
        int used = (int) skipped + taken;
        at += used;
        // What is left of the block may be the beginning of the next clip.
        System.arraycopy(block, used, block, 0, held - used);
        held -= used;
        if (filled == clip.length || ended) {
          add(zip, wanted.get(next), Arrays.copyOf(clip, filled), transcripts);
          next++;
          open = false;
        }
      }
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(transcripts.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void add(ZipOutputStream zip, Clip cut, float[] samples, StringBuilder transcripts)
      throws IOException {
    if (samples.length == 0) {
      return;
    }
    String clip = "passage-%05d.wav".formatted(cut.passage());
    zip.putNextEntry(new ZipEntry(clip));
    WavWriter.write(zip, new Audio(samples, Audio.RECOGNITION_RATE_HZ));
    transcripts.append(clip).append('\t').append(cut.text()).append('\n');
  }

  private static long samples(double seconds) {
    return Math.round(seconds * Audio.RECOGNITION_RATE_HZ);
  }
}
