package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.clip.PairClips;
import io.diction.identity.OrganizationId;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What a training gets: everything that is ready, in an order that depends on the bytes alone, not
 * on who uploaded what when.
 */
@Service
public class TrainingData {
  private final ReadyRows ready;
  private final ScoredClips scored;
  private final Gathering gathering;
  private final LeakCheck leaks;

  TrainingData(ReadyRows ready, ScoredClips scored, Gathering gathering, LeakCheck leaks) {
    this.ready = ready;
    this.scored = scored;
    this.gathering = gathering;
    this.leaks = leaks;
  }

  /**
   * A recording, or a part of one, and what is said in it.
   *
   * @param name of the recording as its owner knows it, for messages and for the decoder
   * @param place asked for the file when it is read: what lies elsewhere is brought here then
   * @param startMs from the start of the recording
   * @param durationMs null: to the end of the recording
   * @param text as written by its owner, not normalised
   * @param speaker empty when not known
   */
  public record Pair(
      String name,
      Supplier<Path> place,
      String sha256,
      long startMs,
      @Nullable Long durationMs,
      String text,
      String speaker) {

    public Pair(
        String name,
        Path file,
        String sha256,
        long startMs,
        @Nullable Long durationMs,
        String text,
        String speaker) {
      this(name, () -> file, sha256, startMs, durationMs, text, speaker);
    }

    /** Local, not to be written to; in use as long as somebody holds the path. */
    public Path file() {
      return place.get();
    }

    /** The bytes are told by their hash, wherever they are. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair pair
          && name.equals(pair.name)
          && sha256.equals(pair.sha256)
          && startMs == pair.startMs
          && Objects.equals(durationMs, pair.durationMs)
          && text.equals(pair.text)
          && speaker.equals(pair.speaker);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, sha256, startMs, durationMs, text, speaker);
    }

    /** The end of time where it goes to the end of the recording. */
    long endMs() {
      return durationMs == null ? Long.MAX_VALUE : startMs + durationMs;
    }
  }

  /**
   * A recording without text.
   *
   * @param place asked for the file when it is read
   */
  public record Recording(String name, Supplier<Path> place, String sha256) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Recording recording
          && name.equals(recording.name)
          && sha256.equals(recording.sha256);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, sha256);
    }
  }

  /**
   * A text; {@link Transcripts#read} reads it by this name.
   *
   * @param place asked for the file when it is read
   */
  public record Text(String name, Supplier<Path> place, String sha256) {
    /** Local, not to be written to. */
    public Path file() {
      return place.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text text && name.equals(text.name) && sha256.equals(text.sha256);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, sha256);
    }
  }

  /**
   * All data of a model.
   *
   * @param pairs to train on
   * @param testPairs to measure with, never to train on
   * @param recordings without text
   * @param texts without a recording
   * @param fingerprint changes when anything in it does, SHA-256 in hexadecimal
   */
  public record TrainingSet(
      List<Pair> pairs,
      List<Pair> testPairs,
      List<Recording> recordings,
      List<Text> texts,
      String fingerprint) {
    public TrainingSet {
      pairs = List.copyOf(pairs);
      testPairs = List.copyOf(testPairs);
      recordings = List.copyOf(recordings);
      texts = List.copyOf(texts);
    }

    /** Whether there is anything to train on; test data alone is not. */
    public boolean isEmpty() {
      return pairs.isEmpty() && recordings.isEmpty() && texts.isEmpty();
    }
  }

  /**
   * How much there is of it.
   *
   * @param files recordings, texts, and the recordings with text in archives, folders and lists
   */
  public record Amount(double audioSeconds, long textBytes, long files, boolean isSettled) {}

  /**
   * A dataset that a training gets, as it is recorded with the version.
   *
   * @param sha256 of what was uploaded
   */
  public record Used(String name, String type, String sha256) {}

  /** The datasets of a model that are ready, by their bytes. */
  public List<Used> used(CustomModelId model, OrganizationId organization) {
    return ready.list(model, organization).stream()
        .map(ReadyRows.Named::dataset)
        .map(dataset -> new Used(dataset.name(), dataset.type().name(), dataset.sha256()))
        .toList();
  }

  /** How much is ready in a model to train on; what a test has does not train. */
  public Amount amount(CustomModelId model, OrganizationId organization) {
    Amount all = ready.amount(model, organization);
    double refused = leaks.of(model, organization).refused().ms() / 1000.0;
    return new Amount(
        Math.max(0, all.audioSeconds() - refused), all.textBytes(), all.files(), all.isSettled());
  }

  /** Everything ready in a model. Reads transcripts that belong to recordings, nothing else. */
  public TrainingSet get(CustomModelId model, OrganizationId organization) throws IOException {
    return gathering.sort(model, organization).set();
  }

  /**
   * Remembers what a model was measured with: from now on that never trains it, whatever becomes of
   * the dataset.
   */
  public void scored(CustomModelId model, OrganizationId organization, TrainingSet set) {
    scored.add(model, organization, set.testPairs());
  }

  /**
   * A recording with the pieces of its transcript; the whole of it where those have no times, and
   * nothing of one that is larger than a recording can be long, as its report says.
   */
  public static List<Pair> pairs(Recording recording, Path text, String name) throws IOException {
    if (Files.size(text) > PairClips.MOST_TEXT_BYTES) {
      return List.of();
    }
    List<Pair> pairs = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    Transcripts.read(
        text,
        name,
        CorpusLimits.DEFAULT,
        piece -> {
          if (piece.hasTimes()) {
            long start = Math.round(piece.startSeconds() * 1000);
            long end = Math.round(piece.endSeconds() * 1000);
            pairs.add(pair(recording, start, end - start, piece.text(), piece.speaker()));
          } else {
            whole.append(whole.length() == 0 ? "" : " ").append(piece.text());
          }
        });
    return whole.length() == 0 ? pairs : List.of(pair(recording, 0, null, whole.toString(), ""));
  }

  private static Pair pair(
      Recording recording, long startMs, @Nullable Long durationMs, String text, String speaker) {
    return new Pair(
        recording.name(),
        recording.place(),
        recording.sha256(),
        startMs,
        durationMs,
        text,
        speaker);
  }
}
