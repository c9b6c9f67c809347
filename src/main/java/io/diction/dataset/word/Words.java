package io.diction.dataset.word;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetStatus;
import io.diction.dataset.Datasets;
import io.diction.dataset.file.FileRows;
import io.diction.identity.SignedIn;
import io.diction.speech.SpeechModel;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.text.TextNormalizer;
import io.diction.storage.Blobs;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** Finds the words of a dataset that a recogniser cannot know, and how they are probably said. */
@Service
public class Words {
  /** On one page; with each that is accepted the next one comes. */
  private static final int MOST_WORDS = 50;

  /** Of a dataset, the most frequent. */
  private static final int MOST_COUNTED = 5_000;

  private static final int MOST_KEPT = 20;

  /** A page must not take longer than somebody waits; a book has a million. */
  private static final long MOST_CHARACTERS = 4_000_000;

  private final Datasets datasets;
  private final FileRows files;
  private final Blobs blobs;
  private final BaseModels baseModels;
  private final Guesses guesses;
  private final VocabularyTerms terms;
  private final Map<Key, List<Map.Entry<String, Integer>>> counted =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Key, List<Map.Entry<String, Integer>>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Words(
      Datasets datasets,
      FileRows files,
      Blobs blobs,
      BaseModels baseModels,
      Guesses guesses,
      VocabularyTerms terms) {
    this.datasets = datasets;
    this.files = files;
    this.blobs = blobs;
    this.baseModels = baseModels;
    this.guesses = guesses;
    this.terms = terms;
  }

  /**
   * A word.
   *
   * @param pronunciation proposed, empty where there is none
   * @param isTerm whether the vocabulary has it
   */
  public record Word(String word, int count, String pronunciation, boolean isTerm) {}

  /**
   * The words that occur most.
   *
   * @param more others that the vocabulary does not have
   * @param isLearning whether proposals are still to come
   */
  public record Found(List<Word> words, int more, boolean isLearning) {}

  /** What is counted does not change without one of these. */
  private record Key(DatasetId dataset, String sha256, long revision, BaseModelId base) {}

  /** Ends the reading of a text of which enough was seen. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  /**
   * Those that the vocabulary does not have.
   *
   * @param accepted words just accepted, which are shown all the same
   */
  public Found of(CustomModelId model, DatasetId id, Collection<String> accepted, SignedIn who)
      throws IOException {
    ModelView view = datasets.model(model, who);
    String locale = view.locale();
    Dataset dataset = datasets.get(model, id, who);
    Optional<BaseModel> base = baseModels.trainable(locale).stream().findFirst();
    if (base.isEmpty()) {
      return new Found(List.of(), 0, false);
    }
    SpeechModel speech = baseModels.speechModel(base.get().id());
    Lexicon lexicon = speech.lexicon();
    TextNormalizer normalizer =
        TextNormalizer.of(
            speech.locale().toLanguageTag(), word -> !lexicon.pronunciations(word).isEmpty());
    Key key = new Key(id, dataset.sha256(), view.dataRevision(), base.get().id());
    List<Map.Entry<String, Integer>> lacking = lacking(key, dataset, normalizer, lexicon);
    if (lacking.isEmpty()) {
      return new Found(List.of(), 0, false);
    }
    Optional<GraphemeToPhoneme> learnt =
        guesses.find(base.get().id(), speech, dataset.organization());
    Optional<Pronouncer> pronouncer =
        learnt.map(known -> new Pronouncer(lexicon, normalizer, () -> known));
    Set<String> present = new HashSet<>();
    terms
        .all(who.organization(), model)
        .forEach(term -> present.add(term.term().toLowerCase(Locale.ROOT)));
    List<Word> words = new ArrayList<>();
    int more = 0;
    for (Map.Entry<String, Integer> entry : lacking) {
      String word = entry.getKey();
      boolean isTerm = present.contains(word.toLowerCase(Locale.ROOT));
      if (isTerm && !accepted.contains(word)) {
        continue;
      }
      if (words.size() == MOST_WORDS) {
        more++;
        continue;
      }
      String said =
          pronouncer.stream()
              .flatMap(known -> known.pronounce(word).stream())
              .findFirst()
              .map(Object::toString)
              .orElse("");
      words.add(new Word(word, entry.getValue(), said, isTerm));
    }
    return new Found(words, more, learnt.isEmpty());
  }

  private List<Map.Entry<String, Integer>> lacking(
      Key key, Dataset dataset, TextNormalizer normalizer, Lexicon lexicon) throws IOException {
    // Until it is ready its texts are mended without a new revision of the model's data.
    if (dataset.status() != DatasetStatus.READY) {
      return count(dataset, normalizer, lexicon);
    }
    synchronized (counted) {
      List<Map.Entry<String, Integer>> known = counted.get(key);
      if (known != null) {
        return known;
      }
    }
    List<Map.Entry<String, Integer>> found = count(dataset, normalizer, lexicon);
    synchronized (counted) {
      counted.put(key, found);
    }
    return found;
  }

  private List<Map.Entry<String, Integer>> count(
      Dataset dataset, TextNormalizer normalizer, Lexicon lexicon) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    long[] left = {MOST_CHARACTERS};
    try {
      read(
          dataset,
          text -> {
            left[0] -= text.length();
            if (left[0] <= 0) {
              throw new Enough();
            }
            for (String word : normalizer.words(text)) {
              if (lexicon.pronunciations(word).isEmpty()) {
                counts.merge(word, 1, Integer::sum);
              }
            }
          });
    } catch (Enough seen) {
      // What was counted until here is told.
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_COUNTED)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What is said and written in a dataset, piece by piece. */
  public void read(Dataset dataset, Consumer<String> texts) throws IOException {
    switch (dataset.type()) {
      case AUDIO -> files.clips(dataset.key()).forEach(clip -> texts.accept(clip.words()));
      case TRANSCRIPT, TEST -> read(dataset, dataset.sha256(), dataset.name(), texts);
      case MANIFEST -> {
        files.clips(dataset.key()).forEach(clip -> texts.accept(clip.words()));
        for (FileRows.StoredFile file : files.files(dataset.key())) {
          if (file.number() > 0 && file.durationMs() == null) {
            read(dataset, file.blob().sha256(), file.name(), texts);
          }
        }
      }
    }
  }

  private void read(Dataset dataset, String sha256, String name, Consumer<String> texts)
      throws IOException {
    Path file = blobs.file(dataset.organization(), sha256);
    Transcripts.sentences(file, name, CorpusLimits.DEFAULT, piece -> texts.accept(piece.text()));
  }

  void accept(CustomModelId model, String word, String pronunciation, SignedIn who) {
    terms.add(model, word, pronunciation, "", 1, who);
  }

  /**
   * All that have a proposal.
   *
   * @return which those were
   */
  List<String> acceptAll(CustomModelId model, DatasetId id, SignedIn who) throws IOException {
    List<String> accepted = new ArrayList<>();
    for (Word word : of(model, id, List.of(), who).words()) {
      if (!word.isTerm() && !word.pronunciation().isEmpty()) {
        accept(model, word.word(), word.pronunciation(), who);
        accepted.add(word.word());
      }
    }
    return accepted;
  }

  void undo(CustomModelId model, String word, SignedIn who) {
    VocabularyTerm term =
        terms.all(who.organization(), model).stream()
            .filter(known -> known.term().equalsIgnoreCase(word))
            .findFirst()
            .orElseThrow(NotFound::new);
    terms.delete(model, term.id(), who);
  }
}
