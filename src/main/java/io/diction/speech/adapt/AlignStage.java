package io.diction.speech.adapt;

import io.diction.speech.Hypothesis;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ModelMetrics.Listening;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.align.WordSegment;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.evaluate.SpeechWorkers;
import io.diction.speech.features.UtteranceCutter;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Listens to all recordings that train: computes their features and aligns them with their
 * transcripts. Recordings without a transcript are recognised, and the words of which the
 * recogniser is sure take the transcript's place. What is heard is kept in a {@link ClipFolder}.
 */
final class AlignStage {
  static final String CLIPS = "clips.tsv";
  static final String FIGURES = "figures.json";

  /** More speech without transcripts than this, the rest of the time spent on it, gains nothing. */
  private static final double MOST_RECOGNISED_SECONDS = 3600;

  /** A word recognised with less confidence teaches nothing. */
  private static final double CONFIDENT = 0.7;

  /** Part of every clip's key: raised when clips are made in another way. */
  private static final String CLIP_VERSION = "2";

  private static final String UNSURE = "no word was recognised with confidence";

  private static final int REASONS = 20;

  /** Share of the speech without transcripts that tells whether adapting to the rest helps. */
  private static final double HELD_OUT = 0.1;

  private final String base;
  private final SpeechModel model;
  private final TrainingData data;
  private final TextNormalizer normalizer;
  private final RecordedSpeech speech;
  private final ClipFolder clips;
  private final int threads;

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final Map<Integer, Part> parts = new TreeMap<>();
  private final Map<Integer, List<ClipList.Entry>> heard = new TreeMap<>();
  private final Map<Integer, String> faults = new TreeMap<>();

  /** Of utterances that were tried in vain. */
  private final Set<String> refused = new HashSet<>();

  private int finished;

  /**
   * @param base hash of the model that is adapted
   * @param model recognises what has no transcript; its lexicon speaks all words of the data
   */
  AlignStage(
      String base,
      SpeechModel model,
      TrainingData data,
      TextNormalizer normalizer,
      RecordedSpeech speech,
      ClipFolder clips,
      int threads) {
    this.base = base;
    this.model = model;
    this.data = data;
    this.normalizer = normalizer;
    this.speech = speech;
    this.clips = clips;
    this.threads = threads;
  }

  void write(TextStages.Recordings recordings, Path folder, Progress progress) throws IOException {
    Map<Integer, Part> transcribed = new TreeMap<>();
    recordings.train().forEach(index -> transcribed.put(index, Part.TRAIN));
    recordings.tune().forEach(index -> transcribed.put(index, Part.TUNE));
    // Test data measures as a whole; of what was held out, a part whose length must be known.
    if (data.utterances().stream().noneMatch(utterance -> utterance.use() == Use.TEST)) {
      recordings.measure().forEach(index -> transcribed.put(index, Part.MEASURE));
    }
    double share = recordings.untranscribed().isEmpty() ? 1 : 0.5;
    AlignmentModel aligning = new AlignmentModel(model.acousticModel(), model.lexicon());
    listen(transcribed, aligning, progress.part(0, share));
    double alignedSeconds = seconds(transcribed);
    int aligned = countTrained();
    Map<Integer, Part> alone = new TreeMap<>();
    recordings.untranscribed().forEach(index -> alone.put(index, Part.TRAIN));
    if (!alone.isEmpty()) {
      listen(alone, aligning, progress.part(share, 1));
      holdOut(alone.keySet());
    }
    ClipList list = new ClipList(heard.values().stream().flatMap(List::stream).toList());
    list.write(folder.resolve(CLIPS));
    Set<String> keys = new HashSet<>(refused);
    list.entries().forEach(entry -> keys.add(entry.key()));
    clips.keepOnly(keys);
    List<String> reasons = new ArrayList<>();
    faults.forEach(
        (index, reason) -> {
          String line = data.utterances().get(index).id() + ": " + reason;
          progress.report(1, "left out of the acoustic training: " + line);
          if (reasons.size() < REASONS) {
            reasons.add(line);
          }
        });
    Listening figures =
        new Listening(
            aligned,
            rounded(alignedSeconds),
            countTrained() - aligned,
            rounded(seconds(alone)),
            faults.size(),
            reasons);
    Files.write(folder.resolve(FIGURES), Json.bytes(figures));
  }

  /**
   * Sets a tenth of the clips without transcripts aside, unless those with transcripts can tell
   * whether adapting helps: what people wrote down is the better judge.
   */
  private void holdOut(Set<Integer> alone) {
    List<ClipList.Entry> judges = new ArrayList<>();
    List<ClipList.Entry> untranscribed = new ArrayList<>();
    for (List<ClipList.Entry> entries : heard.values()) {
      for (ClipList.Entry entry : entries) {
        if (alone.contains(entry.utterance())) {
          untranscribed.add(entry);
        } else if (entry.part() == Part.TUNE) {
          judges.add(entry);
        }
      }
    }
    if (AcousticStage.canChoose(judges)) {
      return;
    }
    double wanted = HELD_OUT * ClipList.seconds(untranscribed);
    int fewest = Math.min(AcousticStage.LEAST_TUNING_CLIPS, untranscribed.size() / 4);
    untranscribed.sort(Comparator.comparing(ClipList.Entry::key));
    Set<String> chosen = new HashSet<>();
    double seconds = 0;
    for (ClipList.Entry entry : untranscribed) {
      if (seconds < wanted || chosen.size() < fewest) {
        chosen.add(entry.key());
        seconds += entry.seconds();
      }
    }
    for (int index : alone) {
      heard.computeIfPresent(
          index,
          (i, entries) ->
              entries.stream()
                  .map(entry -> chosen.contains(entry.key()) ? entry.as(Part.TUNE) : entry)
                  .toList());
    }
  }

  private int countTrained() {
    return (int)
        heard.values().stream()
            .filter(entries -> !entries.isEmpty() && entries.get(0).part() != Part.MEASURE)
            .count();
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  private double seconds(Map<Integer, Part> of) {
    return heard.values().stream()
        .flatMap(List::stream)
        .filter(entry -> of.containsKey(entry.utterance()) && entry.part() != Part.MEASURE)
        .mapToDouble(ClipList.Entry::seconds)
        .sum();
  }

  private void listen(Map<Integer, Part> wanted, AlignmentModel aligning, Progress progress)
      throws IOException {
    finished = 0;
    indexes.clear();
    parts.clear();
    parts.putAll(wanted);
    wanted.keySet().forEach(index -> indexes.put(data.utterances().get(index).id(), index));
    SpeechWorkers.run(
        new Limited(),
        indexes.keySet(),
        threads,
        () -> new Listener(aligning, progress),
        (id, reason) -> done(indexes.get(id), List.of(), reason, progress),
        progress);
  }

  private synchronized void done(
      int index, List<ClipList.Entry> entries, @Nullable String fault, Progress progress) {
    if (fault == null) {
      heard.put(index, entries);
    } else {
      faults.put(index, fault);
    }
    finished++;
    progress.report(
        Math.min(1, (double) finished / parts.size()),
        "%s %s (%d/%d)"
            .formatted(
                fault == null ? "listened to" : "left out",
                data.utterances().get(index).id(),
                finished,
                parts.size()));
  }

  /** Stops reading recordings without transcripts once there are enough of them. */
  private final class Limited implements RecordedSpeech {
    @Override
    public void read(Set<String> ids, Receiver receiver) throws IOException {
      speech.read(
          ids,
          new Receiver() {
            private double recognised;

            @Override
            public void utterance(String id, Audio audio) {
              if (data.utterances().get(indexes.get(id)).text().isBlank()) {
                if (recognised >= MOST_RECOGNISED_SECONDS) {
                  return;
                }
                recognised += audio.durationSeconds();
              }
              receiver.utterance(id, audio);
            }

            @Override
            public void unreadable(String id, String reason) {
              receiver.unreadable(id, reason);
            }
          });
    }
  }

  /** Aligns utterances on one thread. */
  private final class Listener implements SpeechWorkers.Worker {
    private final Progress progress;
    private final UtteranceAligner aligner;
    private @Nullable Recognizer recognizer;

    Listener(AlignmentModel aligning, Progress progress) {
      this.progress = progress;
      aligner = new UtteranceAligner(aligning, AlignmentSettings.DEFAULT);
    }

    @Override
    public void take(String id, Audio audio) throws IOException {
      int index = indexes.get(id);
      Part part = parts.get(index);
      if (part == Part.MEASURE) {
        done(index, List.of(entry(index, part, "", audio)), null, progress);
        return;
      }
      List<String> words = normalizer.words(data.utterances().get(index).text());
      if (words.isEmpty()) {
        recognise(index, audio);
        return;
      }
      String key = key(words, audio);
      String fault = clips.has(key) ? null : clips.refused(key);
      if (fault == null && !clips.has(key)) {
        fault = align(key, words, audio);
      }
      if (fault != null) {
        refuse(key, fault);
      }
      done(index, List.of(entry(index, part, key, audio)), fault, progress);
    }

    private void refuse(String key, String reason) throws IOException {
      if (clips.refused(key) == null) {
        clips.refuse(key, reason);
      }
      synchronized (AlignStage.this) {
        refused.add(key);
      }
    }

    private ClipList.Entry entry(int index, Part part, String key, Audio audio) {
      boolean transcribed = !data.utterances().get(index).text().isBlank();
      return new ClipList.Entry(index, part, key, audio.durationSeconds(), transcribed);
    }

    /** Everything that the clip depends on. */
    private String key(List<String> words, Audio audio) {
      Sha256 key = new Sha256().add(CLIP_VERSION).add(words.isEmpty() ? model.sha256() : base);
      for (String word : words) {
        key.add(word).add(model.lexicon().pronunciations(word).toString());
      }
      return key.add(audio.samples()).hex();
    }

    /** Makes a clip; returns why it cannot. */
    private @Nullable String align(String key, List<String> words, Audio audio) throws IOException {
      float[] samples = audio.samples();
      Alignment alignment = aligner.align(samples, 0, samples.length, words, progress);
      if (alignment instanceof Alignment.Failed failed) {
        return failed.detail();
      }
      Alignment.Placed placed = (Alignment.Placed) alignment;
      if (!placed.agreement().holds()) {
        return "what is said is not what its transcript says";
      }
      aligner.features().widen();
      clips.put(key, new Clip(aligner.features().cepstra(), placed.tiedStates()));
      return null;
    }

    /** Cut in pauses as the recogniser would, so that each piece can be aligned. */
    private void recognise(int index, Audio audio) throws IOException {
      UtteranceCutter cutter = new UtteranceCutter(audio.sampleRateHz());
      float[] samples = audio.samples();
      List<ClipList.Entry> entries = new ArrayList<>();
      int from = 0;
      while (from < samples.length) {
        int to =
            from + cutter.cut(samples, from, Math.min(samples.length, from + cutter.longest() + 1));
        Audio piece = new Audio(Arrays.copyOfRange(samples, from, to), audio.sampleRateHz());
        String key = key(List.of(), piece);
        if (clips.has(key) || (clips.refused(key) == null && recognise(key, piece))) {
          entries.add(entry(index, Part.TRAIN, key, piece));
        } else {
          refuse(key, UNSURE);
        }
        from = to;
      }
      String fault = entries.isEmpty() ? UNSURE : null;
      done(index, entries, fault, progress);
    }

    /** Makes a clip of what is recognised with confidence; false when that is nothing. */
    private boolean recognise(String key, Audio audio) throws IOException {
      if (recognizer == null) {
        recognizer = new Recognizer(model);
      }
      Hypothesis hypothesis = recognizer.recognize(audio, progress.unheard());
      List<String> words = hypothesis.words().stream().map(WordTiming::word).toList();
      float[] samples = audio.samples();
      if (words.isEmpty()
          || !(aligner.align(samples, 0, samples.length, words, progress)
              instanceof Alignment.Placed placed)) {
        return false;
      }
      int[] states = placed.tiedStates().clone();
      boolean sure = false;
      for (WordSegment segment : placed.words()) {
        if (hypothesis.words().get(segment.word()).confidence() >= CONFIDENT) {
          sure = true;
        } else {
          int from = segment.startFrame();
          Arrays.fill(states, from, from + segment.frames(), -1);
        }
      }
      if (sure) {
        aligner.features().widen();
        clips.put(key, new Clip(aligner.features().cepstra(), states));
      }
      return sure;
    }
  }
}
