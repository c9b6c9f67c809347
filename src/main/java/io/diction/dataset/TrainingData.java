package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import io.diction.speech.Sha256;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What a training gets: everything that is ready, in an order that depends on the bytes alone, not
 * on who uploaded what when.
 */
@Service
public class TrainingData {
  private final DatasetRows rows;
  private final FileRows files;
  private final ScoredClips scored;
  private final Blobs blobs;

  TrainingData(DatasetRows rows, FileRows files, ScoredClips scored, Blobs blobs) {
    this.rows = rows;
    this.files = files;
    this.scored = scored;
    this.blobs = blobs;
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
  public record Recording(String name, Supplier<Path> place, String sha256) {}

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

  /** How much there is of it. */
  public record Amount(double audioSeconds, long textBytes, boolean isSettled) {}

  /**
   * What came to train and does not, since a test has it.
   *
   * @param test name of the recording that tests with it; empty where all of that name is held out
   */
  record Refused(Pair pair, String test) {}

  /** What a training gets, and what it does not. */
  record Sorted(TrainingSet set, List<Refused> refused) {}

  /**
   * A dataset that a training gets, as it is recorded with the version.
   *
   * @param sha256 of what was uploaded
   */
  public record Used(String name, String type, String sha256) {}

  /** The datasets of a model that are ready, by their bytes. */
  public List<Used> used(CustomModelId model, OrganizationId organization) {
    return rows.ready(model, organization).stream()
        .map(DatasetRows.Named::dataset)
        .map(dataset -> new Used(dataset.name(), dataset.type().name(), dataset.sha256()))
        .toList();
  }

  /** How much is ready in a model to train on, without reading any of it. */
  public Amount amount(CustomModelId model) {
    return rows.amount(model);
  }

  /** Everything ready in a model. Reads transcripts that belong to recordings, nothing else. */
  public TrainingSet get(CustomModelId model, OrganizationId organization) throws IOException {
    return sort(model, organization).set();
  }

  /**
   * Remembers what a model was measured with: from now on that never trains it, whatever becomes of
   * the dataset.
   */
  public void scored(CustomModelId model, TrainingSet set) {
    scored.add(model, set.testPairs());
  }

  Sorted sort(CustomModelId model, OrganizationId organization) throws IOException {
    Gathered gathered = new Gathered(organization);
    List<DatasetRows.Named> ready = rows.ready(model, organization);
    for (DatasetRows.Named named : ready) {
      if (named.dataset().type() == DatasetType.MANIFEST) {
        gathered.addClips(named.dataset());
      }
    }
    Map<String, List<DatasetRows.Named>> byName =
        ready.stream()
            .filter(named -> named.dataset().type() != DatasetType.MANIFEST)
            .collect(
                Collectors.groupingBy(
                    DatasetRows.Named::pairKey, LinkedHashMap::new, Collectors.toList()));
    for (List<DatasetRows.Named> group : byName.values()) {
      gathered.addGroup(group.stream().map(DatasetRows.Named::dataset).toList());
    }
    List<Refused> refused = gathered.holdOut(scored.sounds(model), scored.of(model));
    return new Sorted(gathered.toSet(), refused);
  }

  private final class Gathered {
    private final OrganizationId organization;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Pair> testPairs = new ArrayList<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final Set<String> heldOut = new HashSet<>();
    private final Set<String> inClips = new HashSet<>();

    Gathered(OrganizationId organization) {
      this.organization = organization;
    }

    void addClips(Dataset dataset) {
      Map<Integer, FileRows.StoredFile> byNumber =
          files.files(dataset.id().value()).stream()
              .collect(Collectors.toMap(FileRows.StoredFile::number, file -> file));
      Set<Integer> withText = new HashSet<>();
      for (FileRows.Clip clip : files.clips(dataset.id().value())) {
        withText.add(clip.file());
        FileRows.StoredFile file = byNumber.get(clip.file());
        String hash = file.blob().sha256();
        inClips.add(hash);
        (clip.purpose() == Purpose.TEST ? testPairs : pairs)
            .add(
                new Pair(
                    file.name(),
                    () -> blobs.file(organization, hash),
                    hash,
                    clip.startMs(),
                    clip.durationMs(),
                    clip.words(),
                    clip.speaker()));
      }
      byNumber.values().stream()
          .filter(file -> file.number() > 0 && !withText.contains(file.number()))
          .forEach(this::addAlone);
    }

    /** A recording without text, or a text without a recording, from an archive. */
    private void addAlone(FileRows.StoredFile file) {
      String hash = file.blob().sha256();
      Supplier<Path> path = () -> blobs.file(organization, hash);
      if (file.durationMs() == null) {
        texts.add(new Text(file.name(), path, hash));
      } else {
        recordings.add(new Recording(file.name(), path, hash));
      }
    }

    /** Datasets whose names differ in the ending alone. Test data takes its recordings along. */
    void addGroup(List<Dataset> group) throws IOException {
      List<Dataset> audio = ofType(group, DatasetType.AUDIO);
      List<Dataset> tests = ofType(group, DatasetType.TEST);
      List<Dataset> transcripts = ofType(group, DatasetType.TRANSCRIPT);
      Dataset transcript =
          !tests.isEmpty() ? tests.get(0) : transcripts.isEmpty() ? null : transcripts.get(0);
      if (!tests.isEmpty()) {
        group.forEach(held -> heldOut.add(held.sha256()));
      }
      for (Dataset recording : audio) {
        if (transcript != null) {
          addPairs(recording, transcript, tests.isEmpty() ? pairs : testPairs);
        } else if (!inClips.contains(recording.sha256())) {
          recordings.add(new Recording(recording.name(), file(recording), recording.sha256()));
        }
      }
      // A transcript beside test data of the same name would teach the answers to the test.
      if (audio.isEmpty() && tests.isEmpty()) {
        transcripts.forEach(text -> texts.add(new Text(text.name(), file(text), text.sha256())));
      }
    }

    private void addPairs(Dataset recording, Dataset transcript, List<Pair> to) throws IOException {
      Recording sound = new Recording(recording.name(), file(recording), recording.sha256());
      to.addAll(pairs(sound, file(transcript).get(), transcript.name()));
    }

    private Supplier<Path> file(Dataset dataset) {
      return () -> blobs.file(organization, dataset.sha256());
    }

    private List<Refused> holdOut(Map<String, String> sounds, List<HeldOut.Span> before) {
      List<HeldOut.Span> tests = new ArrayList<>(before);
      testPairs.forEach(pair -> tests.add(HeldOut.Span.of(pair)));
      HeldOut held = new HeldOut(sounds, heldOut, tests);
      List<Refused> refused = new ArrayList<>();
      pairs.removeIf(
          pair -> {
            Optional<String> test = held.test(pair);
            test.ifPresent(name -> refused.add(new Refused(pair, name)));
            return test.isPresent();
          });
      recordings.removeIf(recording -> held.holds(recording.sha256()));
      texts.removeIf(text -> held.holdsWhole(text.sha256()));
      return refused;
    }

    TrainingSet toSet() {
      Comparator<Pair> order =
          Comparator.comparing(Pair::sha256).thenComparing(Pair::startMs).thenComparing(Pair::text);
      pairs.sort(order);
      testPairs.sort(order);
      recordings.sort(Comparator.comparing(Recording::sha256));
      texts.sort(Comparator.comparing(Text::sha256));
      return new TrainingSet(pairs, testPairs, recordings, texts, fingerprint());
    }

    private String fingerprint() {
      Sha256 digest = new Sha256();
      pairs.forEach(pair -> update(digest, "pair", pair));
      testPairs.forEach(pair -> update(digest, "test", pair));
      recordings.forEach(recording -> update(digest, "recording", recording.sha256()));
      texts.forEach(text -> update(digest, "text", text.sha256()));
      return digest.hex();
    }
  }

  /** A recording with the pieces of its transcript; the whole of it where those have no times. */
  public static List<Pair> pairs(Recording recording, Path text, String name) throws IOException {
    List<TimedText> pieces = new ArrayList<>();
    Transcripts.read(text, name, CorpusLimits.DEFAULT, pieces::add);
    if (!pieces.stream().allMatch(TimedText::hasTimes)) {
      String whole = pieces.stream().map(TimedText::text).collect(Collectors.joining(" "));
      return List.of(pair(recording, 0, null, whole, ""));
    }
    List<Pair> pairs = new ArrayList<>();
    for (TimedText piece : pieces) {
      long start = Math.round(piece.startSeconds() * 1000);
      long end = Math.round(piece.endSeconds() * 1000);
      pairs.add(pair(recording, start, end - start, piece.text(), piece.speaker()));
    }
    return pairs;
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

  private static List<Dataset> ofType(List<Dataset> group, DatasetType type) {
    return group.stream().filter(dataset -> dataset.type() == type).toList();
  }

  private static void update(Sha256 digest, String kind, Pair pair) {
    update(
        digest,
        kind,
        pair.sha256(),
        Long.toString(pair.startMs()),
        String.valueOf(pair.durationMs()),
        pair.text(),
        pair.speaker());
  }

  private static void update(Sha256 digest, String... parts) {
    for (String part : parts) {
      byte[] bytes = (part + "\0").getBytes(StandardCharsets.UTF_8);
      digest.add(bytes, 0, bytes.length);
    }
  }
}
