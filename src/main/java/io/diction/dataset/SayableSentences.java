package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The first sentences of a text, as they can be said aloud, and how many of them train a model. */
@Component
class SayableSentences {
  private static final Logger log = LoggerFactory.getLogger(SayableSentences.class);

  private static final int MOST_SENTENCES = 60;
  private static final int LONGEST_SENTENCE = 300;
  private static final int MOST_KEPT = 200;

  private final Blobs blobs;
  private final TrainedOn trainedOn;
  private final Map<Key, Known> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > MOST_KEPT;
        }
      };

  SayableSentences(Blobs blobs, TrainedOn trainedOn) {
    this.blobs = blobs;
    this.trainedOn = trainedOn;
  }

  /** The data of a model does not change without its revision. */
  private record Key(CustomModelId model, long revision, OrganizationId owner, String sha256) {}

  /**
   * How much of a text a model knows.
   *
   * @param trained how many of the sentences are in its training data
   */
  record Known(int trained, int sentences) {}

  Set<String> of(Dataset text) throws IOException {
    Set<String> sentences = new LinkedHashSet<>();
    try {
      Transcripts.sentences(
          blobs.file(text.organization(), text.sha256()),
          text.name(),
          CorpusLimits.DEFAULT,
          piece -> add(piece, sentences));
    } catch (Enough enough) {
      return sentences;
    } catch (FormatException noSentences) {
      // Lists of words and rules have none.
      return Set.of();
    }
    return sentences;
  }

  private static void add(TimedText piece, Set<String> sentences) {
    String said = piece.text().strip().replaceAll("\\s+", " ");
    boolean sayable = said.length() <= LONGEST_SENTENCE && said.matches(".*[A-Za-z].*");
    if (sayable) {
      sentences.add(said);
    }
    if (sentences.size() == MOST_SENTENCES) {
      throw new Enough();
    }
  }

  /** Ends the reading of a text that may be long. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough sentences", null, false, false);
    }
  }

  /** Empty where the data cannot be looked through; a training says what is wrong with it. */
  Optional<Known> known(ModelView model, Dataset text) {
    Key key = new Key(model.id(), model.dataRevision(), text.organization(), text.sha256());
    synchronized (kept) {
      Known known = kept.get(key);
      if (known != null) {
        return Optional.of(known);
      }
    }
    try {
      List<String> sentences = List.copyOf(of(text));
      Known found =
          new Known(
              trainedOn.sentences(model.id(), model.owner(), text.sha256(), sentences),
              sentences.size());
      synchronized (kept) {
        kept.put(key, found);
      }
      return Optional.of(found);
    } catch (IOException | UncheckedIOException | StorageFull | StorageUnavailable unreadable) {
      log.info("The data of model {} cannot be looked through: {}", model.id(), "" + unreadable);
      return Optional.empty();
    }
  }
}
