package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Gathering.Refused;
import io.diction.dataset.Gathering.Sorted;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Finds what is in training and test data alike. The same clip does not train; the same sentence
 * and the same speaker make a score look better than the model is, which is told.
 */
@Service
public class LeakCheck {
  private static final Logger log = LoggerFactory.getLogger(LeakCheck.class);

  /** So many of each kind are named; all are counted. */
  private static final int MOST_NAMED = 20;

  /** Somebody waits for the answer. */
  private static final long MOST_TEXT_BYTES = 16_000_000;

  private static final int MOST_KEPT = 50;

  private final Gathering gathering;
  private final ScoredClips scored;
  private final ModelData models;
  private final Map<Key, Leaks> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Leaks> eldest) {
          return size() > MOST_KEPT;
        }
      };

  LeakCheck(Gathering gathering, ScoredClips scored, ModelData models) {
    this.gathering = gathering;
    this.scored = scored;
    this.models = models;
  }

  /** The data of a model does not change without its revision. */
  private record Key(CustomModelId model, long revision) {}

  /**
   * A clip that does not train.
   *
   * @param test name of the recording that tests with it
   */
  public record Clip(String name, long startMs, String words, String test) {}

  /** A sentence and where it trains. */
  public record Sentence(String words, String where) {}

  /**
   * How much does not train since a test has it.
   *
   * @param pairs of recordings, or parts of them, and words
   */
  public record Amount(long ms, long pairs, long words) {
    static final Amount NONE = new Amount(0, 0, 0);
  }

  /**
   * What is in both, the first of each kind by name.
   *
   * @param refused all clips together
   * @param isWhole whether all texts were looked through
   */
  public record Leaks(
      List<Clip> clips,
      int clipCount,
      Amount refused,
      List<Sentence> sentences,
      int sentenceCount,
      List<String> speakers,
      int speakerCount,
      boolean isWhole) {
    static final Leaks NONE =
        new Leaks(List.of(), 0, Amount.NONE, List.of(), 0, List.of(), 0, true);

    public Leaks {
      clips = List.copyOf(clips);
      sentences = List.copyOf(sentences);
      speakers = List.copyOf(speakers);
    }

    public boolean isNone() {
      return clipCount + sentenceCount + speakerCount == 0;
    }
  }

  /** For counting: rights are the caller's matter. */
  Leaks of(CustomModelId model) {
    return scored.isTested(model)
        ? models.findForWork(model).map(this::of).orElse(Leaks.NONE)
        : Leaks.NONE;
  }

  /** What of a model's data is in its tests. */
  public Leaks of(ModelView model) {
    Key key = new Key(model.id(), model.dataRevision());
    synchronized (kept) {
      Leaks known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    try {
      Leaks found =
          scored.isTested(model.id())
              ? leaks(gathering.sort(model.id(), model.owner()), scored.lengths(model.id()))
              : Leaks.NONE;
      synchronized (kept) {
        kept.put(key, found);
      }
      return found;
    } catch (IOException unreadable) {
      // The page is about more than this; a training says what is wrong with the file.
      log.warn("The data of model {} cannot be looked through", model.id(), unreadable);
      return Leaks.NONE;
    }
  }

  private static Leaks leaks(Sorted sorted, Map<String, Long> lengths) throws IOException {
    TrainingSet set = sorted.set();
    Map<String, String> sentences = new LinkedHashMap<>();
    boolean whole = sentences(set, sentences);
    Set<String> speakers = speakers(set.testPairs());
    speakers.retainAll(speakers(set.pairs()));
    return new Leaks(
        sorted.refused().stream().limit(MOST_NAMED).map(LeakCheck::clip).toList(),
        sorted.refused().size(),
        amount(sorted.refused(), lengths),
        sentences.entrySet().stream()
            .limit(MOST_NAMED)
            .map(entry -> new Sentence(entry.getKey(), entry.getValue()))
            .toList(),
        sentences.size(),
        speakers.stream().limit(MOST_NAMED).toList(),
        speakers.size(),
        whole);
  }

  private static Amount amount(List<Refused> refused, Map<String, Long> lengths) {
    long ms = 0;
    long pairs = 0;
    long words = 0;
    for (Refused one : refused) {
      Pair pair = one.pair();
      Long duration = pair.durationMs();
      long whole = lengths.getOrDefault(pair.sha256(), 0L);
      ms += duration == null ? Math.max(0, whole - pair.startMs()) : duration;
      pairs += pair.text().isBlank() ? 0 : 1;
      words += pair.text().isBlank() ? 0 : pair.text().strip().split("\\s+").length;
    }
    return new Amount(ms, pairs, words);
  }

  private static Clip clip(Refused refused) {
    Pair pair = refused.pair();
    String test = refused.test().isEmpty() ? pair.name() : refused.test();
    return new Clip(pair.name(), pair.startMs(), pair.text(), test);
  }

  private static Set<String> speakers(Collection<Pair> pairs) {
    Set<String> speakers = new TreeSet<>();
    for (Pair pair : pairs) {
      String speaker = pair.speaker().strip().toLowerCase(Locale.ROOT);
      if (!speaker.isEmpty()) {
        speakers.add(speaker);
      }
    }
    return speakers;
  }

  /** Whether all texts were looked through. */
  private static boolean sentences(TrainingSet set, Map<String, String> found) throws IOException {
    Sentences tested = new Sentences();
    set.testPairs().forEach(pair -> tested.add(pair.text()));
    for (Pair pair : set.pairs()) {
      tested.within(pair.text()).forEach(words -> found.putIfAbsent(words, pair.name()));
    }
    long left = MOST_TEXT_BYTES;
    List<Text> unread = new ArrayList<>();
    for (Text text : set.texts()) {
      long bytes = Files.size(text.file());
      if (bytes > left) {
        unread.add(text);
        continue;
      }
      left -= bytes;
      within(text, tested).forEach(words -> found.putIfAbsent(words, text.name()));
    }
    return unread.isEmpty();
  }

  private static Set<String> within(Text text, Sentences tested) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    try {
      Transcripts.sentences(
          text.file(),
          text.name(),
          CorpusLimits.DEFAULT,
          piece -> found.addAll(tested.within(piece.text())));
    } catch (FormatException noSentences) {
      // Lists of words and display rules are no sentences; what is wrong with a text, its report
      // says.
      return found;
    }
    return found;
  }
}
