package io.diction.speech.adapt;

import io.diction.speech.Hypothesis;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ModelMetrics.Listening;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.LongAlignment;
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
import java.util.Locale;
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

  private static final String UNSURE = "no word was recognised with confidence";

  private static final int REASONS = 20;

  /** Pieces of one recording that are enough to set some of them aside. */
  private static final int MANY_PIECES = 20;

  private static final int LEAST_UNPLACED_WORDS = 4;
  private static final double LEAST_UNPLACED_SECONDS = 2;
  private static final int WORDS_SHOWN = 8;

  /** Share of the speech without transcripts that tells whether adapting to the rest helps. */
  private static final double HELD_OUT = 0.1;

  private final SpeechModel model;
  private final TrainingData data;
  private final TextNormalizer normalizer;
  private final RecordedSpeech speech;
  private final ClipFolder clips;
  private final ClipHearing hearing;
  private final int threads;

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final Map<Integer, Part> parts = new TreeMap<>();
  private final Map<Integer, List<ClipList.Entry>> heard = new TreeMap<>();
  private final Map<Integer, String> faults = new TreeMap<>();

  /** Of utterances that were tried in vain. */
  private final Set<String> refused = new HashSet<>();

  private int finished;

  /**
   * @param base the model that is adapted
   * @param model recognises what has no transcript; its lexicon speaks all words of the data
   */
  AlignStage(
      SpeechModel base,
      SpeechModel model,
      TrainingData data,
      TextNormalizer normalizer,
      RecordedSpeech speech,
      ClipFolder clips,
      int threads) {
    this.model = model;
    this.data = data;
    this.normalizer = normalizer;
    this.speech = speech;
    this.clips = clips;
    hearing = new ClipHearing(base, model.lexicon(), clips);
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
    listen(transcribed, progress.part(0, share));
    double alignedSeconds = seconds(transcribed);
    int aligned = countTrained();
    Map<Integer, Part> alone = new TreeMap<>();
    recordings.untranscribed().forEach(index -> alone.put(index, Part.TRAIN));
    if (!alone.isEmpty()) {
      listen(alone, progress.part(share, 1));
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

  private void listen(Map<Integer, Part> wanted, Progress progress) throws IOException {
    finished = 0;
    indexes.clear();
    parts.clear();
    parts.putAll(wanted);
    wanted.keySet().forEach(index -> indexes.put(data.utterances().get(index).id(), index));
    SpeechWorkers.run(
        new Limited(),
        indexes.keySet(),
        threads,
        () -> new Listener(progress),
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
    private final ClipHearing.Ear ear = hearing.ear();
    private @Nullable Recognizer recognizer;

    Listener(Progress progress) {
      this.progress = progress;
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
      if (audio.durationSeconds() > ClipHearing.LONGEST_SECONDS) {
        cut(index, part, words, audio);
        return;
      }
      HeardClip clip = ear.make(words, audio, progress);
      note(clip);
      done(index, List.of(entry(index, part, clip.key(), audio)), clip.fault(), progress);
    }

    /** Takes what a long recording and its transcript agree upon, piece by piece. */
    private void cut(int index, Part part, List<String> words, Audio audio) throws IOException {
      String id = data.utterances().get(index).id();
      progress.report(0, "cutting " + id);
      CutRecording cut = ear.cut(words, audio, progress.unheard());
      List<ClipList.Entry> entries = new ArrayList<>();
      for (CutRecording.Piece piece : cut.pieces()) {
        Audio sound = ClipHearing.sound(piece, audio);
        HeardClip clip = ear.make(ClipHearing.words(piece, words), sound, progress);
        note(clip);
        if (clip.fault() == null) {
          entries.add(entry(index, part(part, cut, clip.key()), clip.key(), sound));
        }
      }
      tell(id, cut, words);
      String fault = entries.isEmpty() ? ClipHearing.DIFFERS : null;
      done(index, entries, fault, progress);
    }

    /** Of a recording with many pieces some choose, whatever the split of the texts says. */
    private static Part part(Part part, CutRecording cut, String key) {
      if (cut.pieces().size() < MANY_PIECES) {
        return part;
      }
      return key.charAt(0) == '0' || key.charAt(0) == '1' ? Part.TUNE : Part.TRAIN;
    }

    private void tell(String id, CutRecording cut, List<String> words) {
      for (LongAlignment.WordRange range : cut.unplacedText()) {
        if (range.to() - range.from() >= LEAST_UNPLACED_WORDS) {
          List<String> first =
              words.subList(range.from(), Math.min(range.to(), range.from() + WORDS_SHOWN));
          progress.report(
              0,
              "%s: %d words are not said in it: %s …"
                  .formatted(id, range.to() - range.from(), String.join(" ", first)));
        }
      }
      for (LongAlignment.TimeRange range : cut.unplacedAudio()) {
        if (range.to() - range.from() >= LEAST_UNPLACED_SECONDS) {
          progress.report(
              0,
              String.format(
                  Locale.ROOT,
                  "%s: what is said from %.1f s to %.1f s is not in its transcript",
                  id,
                  range.from(),
                  range.to()));
        }
      }
    }

    private void note(HeardClip clip) {
      if (clip.fault() != null) {
        synchronized (AlignStage.this) {
          refused.add(clip.key());
        }
      }
    }

    private void refuse(String key, String reason) throws IOException {
      if (clips.refused(key) == null) {
        clips.refuse(key, reason, null);
      }
      synchronized (AlignStage.this) {
        refused.add(key);
      }
    }

    private ClipList.Entry entry(int index, Part part, String key, Audio audio) {
      boolean transcribed = !data.utterances().get(index).text().isBlank();
      return new ClipList.Entry(index, part, key, audio.durationSeconds(), transcribed);
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
        String key = hearing.key(model.sha256(), List.of(), piece.samples());
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
          || !(ear.aligner().align(samples, 0, samples.length, words, progress)
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
        ear.aligner().features().widen();
        clips.put(key, new Clip(ear.aligner().features().cepstra(), states, ClipAgreement.NONE));
      }
      return sure;
    }
  }
}
