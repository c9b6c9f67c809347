package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import io.diction.speech.Sha256;
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
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together what a training gets, and keeps out of it what a test has. */
@Component
class Gathering {
  private final ReadyRows ready;
  private final PairRows pairRows;
  private final FileRows files;
  private final ScoredClips scored;
  private final TestCopies copies;
  private final Blobs blobs;

  Gathering(
      ReadyRows ready,
      PairRows pairRows,
      FileRows files,
      ScoredClips scored,
      TestCopies copies,
      Blobs blobs) {
    this.ready = ready;
    this.pairRows = pairRows;
    this.files = files;
    this.scored = scored;
    this.copies = copies;
    this.blobs = blobs;
  }

  /**
   * What came to train and does not, since a test has it.
   *
   * @param pair without words where nobody wrote what is said in the recording
   * @param test name of the recording that tests with it; empty where all of that name is held out
   */
  record Refused(Pair pair, String test) {}

  /**
   * What a training gets, and what it does not.
   *
   * @param isWhole whether all recordings were compared with those that test
   */
  record Sorted(TrainingSet set, List<Refused> refused, boolean isWhole) {}

  Sorted sort(CustomModelId model, OrganizationId organization) throws IOException {
    return sort(model, organization, Set.of());
  }

  /** The same as if some datasets were not there. */
  Sorted sort(CustomModelId model, OrganizationId organization, Set<DatasetId> without)
      throws IOException {
    Gathered gathered =
        new Gathered(
            organization,
            pairRows.made(model, organization),
            pairRows.unmadeSplits(model, organization));
    List<ReadyRows.Named> all =
        ready.list(model, organization).stream()
            .filter(named -> !without.contains(named.dataset().id()))
            .toList();
    for (ReadyRows.Named named : all) {
      if (named.dataset().type() == DatasetType.MANIFEST) {
        gathered.addClips(named.dataset());
      }
    }
    Map<String, List<ReadyRows.Named>> byName =
        all.stream()
            .filter(named -> named.dataset().type() != DatasetType.MANIFEST)
            .collect(
                Collectors.groupingBy(
                    ReadyRows.Named::pairKey, LinkedHashMap::new, Collectors.toList()));
    for (List<ReadyRows.Named> group : byName.values()) {
      gathered.addGroup(group.stream().map(ReadyRows.Named::dataset).toList());
    }
    List<Refused> refused = gathered.holdOut(model);
    return new Sorted(gathered.toSet(), refused, gathered.isWhole);
  }

  private final class Gathered {
    private final OrganizationId organization;
    private final Map<UUID, PairRows.Made> made;
    private final Set<UUID> unmadeSplits;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Pair> testPairs = new ArrayList<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final Set<String> heldOut = new HashSet<>();
    private final Set<String> inClips = new HashSet<>();
    private boolean isWhole = true;

    Gathered(OrganizationId organization, Map<UUID, PairRows.Made> made, Set<UUID> unmadeSplits) {
      this.organization = organization;
      this.made = made;
      this.unmadeSplits = unmadeSplits;
    }

    void addClips(Dataset dataset) {
      Map<Integer, FileRows.StoredFile> byNumber =
          files.files(dataset.key()).stream()
              .collect(Collectors.toMap(FileRows.StoredFile::number, file -> file));
      Set<Integer> withText = new HashSet<>();
      for (FileRows.Clip clip : files.clips(dataset.key())) {
        withText.add(clip.file());
        FileRows.StoredFile file = byNumber.get(clip.file());
        String hash = file.blob().sha256();
        inClips.add(hash);
        add(clip, new Recording(file.name(), place(hash), hash));
      }
      byNumber.values().stream()
          .filter(file -> file.number() > 0 && !withText.contains(file.number()))
          .forEach(this::addAlone);
    }

    private void add(FileRows.Clip clip, Recording recording) {
      (clip.purpose() == Purpose.TEST ? testPairs : pairs)
          .add(
              new Pair(
                  recording.name(),
                  recording.place(),
                  recording.sha256(),
                  clip.startMs(),
                  clip.durationMs(),
                  clip.words(),
                  clip.speaker()));
    }

    /** A recording without text, or a text without a recording, from an archive. */
    private void addAlone(FileRows.StoredFile file) {
      String hash = file.blob().sha256();
      Supplier<Path> path = place(hash);
      if (file.durationMs() == null) {
        texts.add(new Text(file.name(), path, hash));
      } else {
        recordings.add(new Recording(file.name(), path, hash));
      }
    }

    /** Datasets whose names differ in the ending alone. Test data takes its recordings along. */
    void addGroup(List<Dataset> group) throws IOException {
      List<Dataset> audio = ofType(group, DatasetType.AUDIO);
      Optional<Dataset> text = TrainingText.of(group);
      boolean tests = text.isPresent() && text.get().type() == DatasetType.TEST;
      if (tests) {
        group.forEach(held -> heldOut.add(held.sha256()));
      }
      for (Dataset recording : audio) {
        if (text.isPresent()) {
          addPairs(recording, text.get());
        } else if (!inClips.contains(recording.sha256())) {
          recordings.add(new Recording(recording.name(), file(recording), recording.sha256()));
        }
      }
      // A transcript beside test data of the same name would teach the answers to the test.
      if (audio.isEmpty() && !tests) {
        ofType(group, DatasetType.TRANSCRIPT)
            .forEach(alone -> texts.add(new Text(alone.name(), file(alone), alone.sha256())));
      }
    }

    private void addPairs(Dataset dataset, Dataset text) throws IOException {
      Recording recording = new Recording(dataset.name(), file(dataset), dataset.sha256());
      PairRows.Made clips = made.get(dataset.id().value());
      if (clips != null && clips.text().equals(text.id().value())) {
        clips.clips().forEach(clip -> add(clip, recording));
      } else if (!unmadeSplits.contains(dataset.id().value())) {
        // Which part of it is kept for tests its clips alone tell, and they are being made.
        (text.type() == DatasetType.TEST ? testPairs : pairs)
            .addAll(TrainingData.pairs(recording, file(text).get(), text.name()));
      }
    }

    private Supplier<Path> file(Dataset dataset) {
      return place(dataset.sha256());
    }

    private Supplier<Path> place(String sha256) {
      return () -> blobs.file(organization, sha256);
    }

    private List<Refused> holdOut(CustomModelId model) {
      List<HeldOut.Span> tests = new ArrayList<>(scored.of(model, organization));
      testPairs.forEach(pair -> tests.add(HeldOut.Span.of(pair)));
      Set<String> tested = new HashSet<>(heldOut);
      tests.forEach(test -> tested.add(test.sha256()));
      TestCopies.Sounds sounds = copies.sounds(model, organization, tested);
      isWhole = sounds.isWhole();
      sounds.within().forEach(found -> tests.addAll(within(found, tests, sounds)));
      HeldOut held = new HeldOut(sounds.bySha256(), heldOut, tests);
      List<Refused> refused = new ArrayList<>();
      pairs.removeIf(
          pair -> {
            Optional<String> test = held.test(pair);
            test.ifPresent(name -> refused.add(new Refused(pair, name)));
            return test.isPresent();
          });
      recordings.removeIf(
          recording -> {
            Pair whole =
                new Pair(recording.name(), recording.place(), recording.sha256(), 0, null, "", "");
            Optional<String> test = held.test(whole);
            test.ifPresent(name -> refused.add(new Refused(whole, name)));
            return test.isPresent();
          });
      texts.removeIf(text -> held.holdsWhole(text.sha256()));
      return refused;
    }

    /** Where in a longer recording the parts of a test are. */
    private static List<HeldOut.Span> within(
        TestCopies.Within found, List<HeldOut.Span> tests, TestCopies.Sounds sounds) {
      return tests.stream()
          .filter(
              test ->
                  sounds.bySha256().getOrDefault(test.sha256(), test.sha256()).equals(found.test()))
          .map(
              test ->
                  new HeldOut.Span(
                      test.name(),
                      found.sound(),
                      found.startMs() + test.startMs(),
                      found.startMs() + Math.min(found.testMs(), test.endMs())))
          .toList();
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
