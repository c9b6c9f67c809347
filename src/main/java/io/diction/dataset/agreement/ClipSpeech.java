package io.diction.dataset.agreement;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.speech.FormatException;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.corpus.Split;
import io.diction.speech.corpus.Utterance;
import io.diction.speech.corpus.UtteranceCutter;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The recordings of a model's data as the speech core takes them: named, decoded when they are
 * needed, a recording with several utterances only once.
 */
public final class ClipSpeech implements RecordedSpeech {
  private static final long MOST_UNTRANSCRIBED_MS = 600_000;

  private final AudioDecoder decoder;
  private final Map<String, Pair> byId = new LinkedHashMap<>();
  private final Map<String, Integer> lastNumber = new HashMap<>();

  public ClipSpeech(AudioDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Takes a recording without a transcript in, of which the beginning is enough.
   *
   * @return its unique name
   */
  public String add(Recording recording) {
    return add(
        new Pair(
            recording.name(),
            recording.place(),
            recording.sha256(),
            0,
            MOST_UNTRANSCRIBED_MS,
            "",
            ""));
  }

  /**
   * Takes an utterance in.
   *
   * @return its unique name: the recording's, with a number from the second on
   */
  public String add(Pair pair) {
    String id = pair.name();
    while (byId.containsKey(id)) {
      id = pair.name() + " #" + (1 + lastNumber.merge(pair.name(), 1, Integer::sum));
    }
    byId.put(id, pair);
    return id;
  }

  @Override
  public void read(Set<String> ids, Receiver receiver) throws IOException {
    Map<String, List<String>> byFile = new LinkedHashMap<>();
    byId.forEach(
        (id, pair) -> {
          if (ids.contains(id)) {
            byFile.computeIfAbsent(pair.sha256(), hash -> new ArrayList<>()).add(id);
          }
        });
    for (List<String> wanted : byFile.values()) {
      Set<String> told = new HashSet<>();
      try {
        cut(wanted, receiver, told);
      } catch (FormatException problem) {
        // What came before the damage was whole, and has been told.
        wanted.stream()
            .filter(id -> !told.contains(id))
            .forEach(id -> receiver.unreadable(id, problem.reason()));
      }
    }
  }

  private void cut(List<String> wanted, Receiver receiver, Set<String> done) throws IOException {
    Pair recording = byId.get(wanted.get(0));
    List<Utterance> utterances = wanted.stream().map(id -> utterance(id, byId.get(id))).toList();
    BiConsumer<Utterance, Audio> told =
        (utterance, audio) -> {
          done.add(utterance.id());
          receiver.utterance(utterance.id(), audio);
        };
    UtteranceCutter cutter = new UtteranceCutter(utterances, told);
    try (AudioSource source = decoder.open(recording.file(), recording.name())) {
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer);
          read >= 0 && !cutter.isDone();
          read = source.read(buffer)) {
        cutter.take(buffer, read);
      }
      cutter.end();
    }
  }

  private static Utterance utterance(String id, Pair pair) {
    Long duration = pair.durationMs();
    return new Utterance(
        id,
        pair.name(),
        pair.startMs() / 1000.0,
        duration == null ? Double.NaN : (pair.startMs() + duration) / 1000.0,
        pair.text(),
        pair.speaker(),
        Split.TRAIN);
  }
}
