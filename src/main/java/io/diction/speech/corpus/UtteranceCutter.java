package io.diction.speech.corpus;

import io.diction.speech.audio.Audio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/** Cuts utterances out of a recording that passes by; overlapping ones grow side by side. */
public final class UtteranceCutter {
  private final List<Utterance> waiting;
  private final List<Growing> growing = new ArrayList<>();
  private final BiConsumer<Utterance, Audio> told;
  private long position;

  /**
   * @param utterances of one recording
   * @param told each utterance that has sound, when its end has passed
   */
  public UtteranceCutter(List<Utterance> utterances, BiConsumer<Utterance, Audio> told) {
    waiting = new ArrayList<>(utterances);
    waiting.sort(Comparator.comparingDouble(Utterance::startSeconds));
    this.told = told;
  }

  /** An utterance of which the beginning has passed. */
  private static final class Growing {
    private final Utterance utterance;
    private final long start;
    private final long end;
    private float[] samples = new float[Audio.RECOGNITION_RATE_HZ];
    private int filled;

    Growing(Utterance utterance) {
      this.utterance = utterance;
      start = sample(utterance.startSeconds());
      end = Double.isNaN(utterance.endSeconds()) ? Long.MAX_VALUE : sample(utterance.endSeconds());
    }

    void take(float[] block, int length, long position) {
      int from = (int) Math.max(0, start - position);
      int to = (int) Math.min(length, end - position);
      if (to <= from) {
        return;
      }
      int count = to - from;
      if (filled + count > samples.length) {
        samples = Arrays.copyOf(samples, Math.max(filled + count, samples.length * 3 / 2));
      }
      System.arraycopy(block, from, samples, filled, count);
      filled += count;
    }

    Audio audio() {
      return new Audio(Arrays.copyOf(samples, filled), Audio.RECOGNITION_RATE_HZ);
    }
  }

  /** Takes the next samples, at {@link Audio#RECOGNITION_RATE_HZ}. */
  public void take(float[] block, int length) {
    long end = position + length;
    while (!waiting.isEmpty() && sample(waiting.get(0).startSeconds()) < end) {
      growing.add(new Growing(waiting.remove(0)));
    }
    for (Iterator<Growing> each = growing.iterator(); each.hasNext(); ) {
      Growing current = each.next();
      current.take(block, length, position);
      if (current.end <= end) {
        each.remove();
        tell(current);
      }
    }
    position = end;
  }

  /** Whether nothing more is wanted of the recording. */
  public boolean isDone() {
    return waiting.isEmpty() && growing.isEmpty();
  }

  /** After the last sample. */
  public void end() {
    growing.forEach(this::tell);
    growing.clear();
  }

  private void tell(Growing finished) {
    if (finished.filled > 0) {
      told.accept(finished.utterance, finished.audio());
    }
  }

  private static long sample(double seconds) {
    return Math.round(seconds * Audio.RECOGNITION_RATE_HZ);
  }
}
