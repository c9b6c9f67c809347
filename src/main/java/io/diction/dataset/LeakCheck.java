package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Gathering.Refused;
import io.diction.dataset.Gathering.Sorted;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(30);
  private static final Duration MOST_WAITED = Duration.ofSeconds(2);

  private final Gathering gathering;
  private final ScoredClips scored;
  private final ModelData models;
  private final Clock clock;
  private final ReentrantLock[] searches =
      Stream.generate(ReentrantLock::new).limit(16).toArray(ReentrantLock[]::new);
  private final Map<Key, Leaks> kept = latest();
  private final Map<Key, Instant> failed = latest();

  LeakCheck(Gathering gathering, ScoredClips scored, ModelData models, Clock clock) {
    this.gathering = gathering;
    this.scored = scored;
    this.models = models;
    this.clock = clock;
  }

  private static <V> Map<Key, V> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
        return size() > MOST_KEPT;
      }
    };
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
   * @param isWhole whether all texts were looked through and all recordings compared
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

    /** Nothing was found, as not everything could be read. */
    static final Leaks UNKNOWN =
        new Leaks(List.of(), 0, Amount.NONE, List.of(), 0, List.of(), 0, false);

    public Leaks {
      clips = List.copyOf(clips);
      sentences = List.copyOf(sentences);
      speakers = List.copyOf(speakers);
    }

    /** Whether there is nothing to tell: nothing was found where all was looked at. */
    public boolean isClean() {
      return isNone() && isWhole;
    }

    public boolean isNone() {
      return clipCount + sentenceCount + speakerCount == 0;
    }
  }

  /** For counting: rights are the caller's matter. */
  Leaks of(CustomModelId model, OrganizationId organization) {
    return scored.isTested(model, organization)
        ? models.findForWork(model).map(this::of).orElse(Leaks.NONE)
        : Leaks.NONE;
  }

  /** What of a model's data is in its tests. */
  public Leaks of(ModelView model) {
    Key key = new Key(model.id(), model.dataRevision());
    Optional<Leaks> known = known(key, false);
    if (known.isPresent()) {
      return known.get();
    }
    if (hasJustFailed(key)) {
      return Leaks.UNKNOWN;
    }
    ReentrantLock search = searches[Math.floorMod(model.id().hashCode(), searches.length)];
    boolean mine = begin(search);
    try {
      Optional<Leaks> meanwhile = known(key, !mine);
      return meanwhile.isPresent() ? meanwhile.get() : search(model, key);
    } finally {
      if (mine) {
        search.unlock();
      }
    }
  }

  /** Several pages of a model ask at once: one of them looks, the others wait a little for it. */
  private static boolean begin(ReentrantLock search) {
    try {
      return search.tryLock(MOST_WAITED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * @param older whether what was found before the data last changed will do
   */
  private Optional<Leaks> known(Key key, boolean older) {
    synchronized (kept) {
      Leaks known = kept.get(key);
      if (known != null || !older) {
        return Optional.ofNullable(known);
      }
      return kept.entrySet().stream()
          .filter(entry -> entry.getKey().model().equals(key.model()))
          .max(Comparator.comparingLong(entry -> entry.getKey().revision()))
          .map(Map.Entry::getValue);
    }
  }

  private Leaks search(ModelView model, Key key) {
    try {
      Leaks found =
          scored.isTested(model.id(), model.owner())
              ? leaks(
                  gathering.sort(model.id(), model.owner()),
                  scored.lengths(model.id(), model.owner()),
                  scored.textSizes(model.id(), model.owner()))
              : Leaks.NONE;
      synchronized (kept) {
        kept.put(key, found);
      }
      return found;
    } catch (IOException | UncheckedIOException | StorageFull | StorageUnavailable unreadable) {
      // The page is about more than this; a training says what is wrong with the file.
      return afterFailure(key, unreadable);
    }
  }

  /** Once told, it is not told with each look at the page; after a while it is tried again. */
  private Leaks afterFailure(Key key, Exception unreadable) {
    Instant now = clock.instant();
    synchronized (failed) {
      if (failed.put(key, now) == null) {
        log.warn("The data of model {} cannot be looked through", key.model(), unreadable);
      }
    }
    return Leaks.UNKNOWN;
  }

  private boolean hasJustFailed(Key key) {
    synchronized (failed) {
      Instant last = failed.get(key);
      return last != null && clock.instant().isBefore(last.plus(TRIED_AGAIN));
    }
  }

  private static Leaks leaks(Sorted sorted, Map<String, Long> lengths, Map<String, Long> sizes)
      throws IOException {
    TrainingSet set = sorted.set();
    Map<String, String> sentences = new LinkedHashMap<>();
    boolean whole = sentences(set, sizes, sentences) && sorted.isWhole();
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
  private static boolean sentences(
      TrainingSet set, Map<String, Long> sizes, Map<String, String> found) throws IOException {
    Sentences tested = new Sentences();
    set.testPairs().forEach(pair -> tested.add(pair.text()));
    for (Pair pair : set.pairs()) {
      tested.within(pair.text()).forEach(words -> found.putIfAbsent(words, pair.name()));
    }
    long left = MOST_TEXT_BYTES;
    List<Text> unread = new ArrayList<>();
    for (Text text : set.texts()) {
      // What is too long is not even brought here from where it is kept.
      Long known = sizes.get(text.sha256());
      long bytes = known == null ? Files.size(text.file()) : known;
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
