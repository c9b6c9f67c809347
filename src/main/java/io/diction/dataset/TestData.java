package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What of a model's data is held out for tests, dataset by dataset. */
@Service
public class TestData {
  private final ReadyRows ready;
  private final PairRows pairRows;
  private final FileRows files;
  private final TrainingData training;
  private final Blobs blobs;
  private final JdbcClient jdbc;

  TestData(
      ReadyRows ready,
      PairRows pairRows,
      FileRows files,
      TrainingData training,
      Blobs blobs,
      JdbcClient jdbc) {
    this.ready = ready;
    this.pairRows = pairRows;
    this.files = files;
    this.training = training;
    this.blobs = blobs;
    this.jdbc = jdbc;
  }

  /**
   * A dataset that can be tested with.
   *
   * @param clips that test; 0 where only reading the transcript would tell
   */
  public record TestSet(DatasetId id, String name, int clips) {}

  /**
   * A clip to test with.
   *
   * @param sampleRateHz of its recording; null when not known
   */
  public record TestClip(DatasetId dataset, Pair pair, @Nullable Integer sampleRateHz) {}

  /** What of a model holds something out, by name; a recording and its text are one. */
  public List<TestSet> list(CustomModelId model, OrganizationId organization) {
    Map<UUID, Integer> clips = testClips(model, organization);
    Map<UUID, PairRows.Made> made = pairRows.made(model, organization);
    List<ReadyRows.Named> all = ready.list(model, organization);
    List<TestSet> sets = new ArrayList<>();
    for (Dataset archive : archives(all)) {
      add(archive, clips, sets);
    }
    for (List<Dataset> group : groups(all)) {
      TrainingText.of(group)
          .ifPresent(
              text -> {
                List<Dataset> unmade = new ArrayList<>();
                for (Dataset recording : recordings(group)) {
                  if (isMade(recording, text, made)) {
                    add(recording, clips, sets);
                  } else {
                    unmade.add(recording);
                  }
                }
                if (text.type() == DatasetType.TEST && !unmade.isEmpty()) {
                  sets.add(new TestSet(text.id(), text.name(), 0));
                }
              });
    }
    sets.sort((one, other) -> one.name().compareToIgnoreCase(other.name()));
    return sets;
  }

  private static void add(Dataset dataset, Map<UUID, Integer> clips, List<TestSet> sets) {
    int count = clips.getOrDefault(dataset.id().value(), 0);
    if (count > 0) {
      sets.add(new TestSet(dataset.id(), dataset.name(), count));
    }
  }

  /**
   * The clips of some datasets that are held out, in an order that depends on the data alone.
   *
   * @param wanted those of other models, and those that hold nothing out, bring nothing
   */
  public List<TestClip> clips(
      CustomModelId model, OrganizationId organization, Collection<DatasetId> wanted)
      throws IOException {
    Map<String, Integer> rates = sampleRates(model, organization);
    Map<UUID, PairRows.Made> made = pairRows.made(model, organization);
    List<ReadyRows.Named> all = ready.list(model, organization);
    List<TestClip> clips = new ArrayList<>();
    for (Dataset archive : archives(all)) {
      if (wanted.contains(archive.id())) {
        marked(archive).forEach(pair -> clips.add(clip(archive, pair, rates)));
      }
    }
    for (List<Dataset> group : groups(all)) {
      Optional<Dataset> text = TrainingText.of(group);
      for (Dataset recording : text.isEmpty() ? List.<Dataset>of() : recordings(group)) {
        if (isMade(recording, text.get(), made)) {
          if (wanted.contains(recording.id())) {
            marked(recording, made.get(recording.id().value()).clips())
                .forEach(pair -> clips.add(clip(recording, pair, rates)));
          }
        } else if (text.get().type() == DatasetType.TEST && wanted.contains(text.get().id())) {
          written(recording, text.get()).forEach(pair -> clips.add(clip(text.get(), pair, rates)));
        }
      }
    }
    return clips;
  }

  /**
   * Whatever is said in a dataset, held out or not: the clips of its recordings, and recordings
   * that have none as a whole, without words.
   */
  public List<TestClip> all(Dataset dataset) {
    List<FileRows.StoredFile> stored = files.files(dataset.key());
    List<Pair> pairs = new ArrayList<>(pairs(dataset, clip -> true));
    Set<String> cut = pairs.stream().map(Pair::sha256).collect(Collectors.toSet());
    for (FileRows.StoredFile file : stored) {
      String sha256 = file.blob().sha256();
      if (FileKind.ofName(file.name()) == FileKind.AUDIO && cut.add(sha256)) {
        pairs.add(
            new Pair(
                file.name(),
                () -> blobs.file(dataset.organization(), sha256),
                sha256,
                0,
                file.durationMs(),
                "",
                ""));
      }
    }
    return pairs.stream().map(pair -> new TestClip(dataset.id(), pair, null)).toList();
  }

  private static TestClip clip(Dataset dataset, Pair pair, Map<String, Integer> rates) {
    return new TestClip(dataset.id(), pair, rates.get(pair.sha256()));
  }

  /** As corrected and split by hand, which is what a training gets of it too. */
  private static boolean isMade(Dataset recording, Dataset text, Map<UUID, PairRows.Made> made) {
    PairRows.Made clips = made.get(recording.id().value());
    return clips != null && clips.text().equals(text.id().value());
  }

  private static List<Dataset> archives(List<ReadyRows.Named> all) {
    return all.stream()
        .map(ReadyRows.Named::dataset)
        .filter(dataset -> dataset.type() == DatasetType.MANIFEST)
        .toList();
  }

  /** Datasets whose names differ in the ending alone. */
  private static Collection<List<Dataset>> groups(List<ReadyRows.Named> all) {
    return all.stream()
        .filter(named -> named.dataset().type() != DatasetType.MANIFEST)
        .collect(
            Collectors.groupingBy(
                ReadyRows.Named::pairKey,
                LinkedHashMap::new,
                Collectors.mapping(ReadyRows.Named::dataset, Collectors.toList())))
        .values();
  }

  private static List<Dataset> recordings(List<Dataset> group) {
    return group.stream().filter(dataset -> dataset.type() == DatasetType.AUDIO).toList();
  }

  /** Remembers what a model was measured with: it never trains that model from now on. */
  public void measured(CustomModelId model, OrganizationId organization, List<Pair> pairs) {
    training.scored(
        model, organization, new TrainingSet(List.of(), pairs, List.of(), List.of(), ""));
  }

  private List<Pair> marked(Dataset dataset) {
    return pairs(dataset, clip -> clip.purpose() == Purpose.TEST);
  }

  private List<Pair> pairs(Dataset dataset, Predicate<FileRows.Clip> wanted) {
    Map<Integer, FileRows.StoredFile> byNumber =
        files.files(dataset.key()).stream()
            .collect(Collectors.toMap(FileRows.StoredFile::number, file -> file));
    List<Pair> pairs = new ArrayList<>();
    for (FileRows.Clip clip : files.clips(dataset.key())) {
      FileRows.StoredFile file = byNumber.get(clip.file());
      if (wanted.test(clip)) {
        pairs.add(
            new Pair(
                file.name(),
                () -> blobs.file(dataset.organization(), file.blob().sha256()),
                file.blob().sha256(),
                clip.startMs(),
                clip.durationMs(),
                clip.words(),
                clip.speaker()));
      }
    }
    return pairs;
  }

  private List<Pair> marked(Dataset recording, List<FileRows.Clip> clips) {
    return clips.stream()
        .filter(clip -> clip.purpose() == Purpose.TEST)
        .map(
            clip ->
                new Pair(
                    recording.name(),
                    () -> file(recording),
                    recording.sha256(),
                    clip.startMs(),
                    clip.durationMs(),
                    clip.words(),
                    clip.speaker()))
        .toList();
  }

  private List<Pair> written(Dataset recording, Dataset text) throws IOException {
    return TrainingData.pairs(
        new Recording(recording.name(), () -> file(recording), recording.sha256()),
        file(text),
        text.name());
  }

  private Path file(Dataset dataset) {
    return blobs.file(dataset.organization(), dataset.sha256());
  }

  private Map<UUID, Integer> testClips(CustomModelId model, OrganizationId organization) {
    Map<UUID, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select c.dataset_id, count(*) as clips
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_clip c on c.dataset_id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and c.purpose = 'TEST'
            group by c.dataset_id
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            row -> {
              counts.put(row.getObject("dataset_id", UUID.class), row.getInt("clips"));
            });
    return counts;
  }

  private Map<String, Integer> sampleRates(CustomModelId model, OrganizationId organization) {
    Map<String, Integer> rates = new HashMap<>();
    jdbc.sql(
            """
            select distinct f.sha256, i.sample_rate
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_file f on f.dataset_id = m.dataset_id
            join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.name
            where m.model_id = :model and d.organization_id = :organization
              and i.sample_rate is not null
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            row -> {
              rates.put(row.getString("sha256"), row.getInt("sample_rate"));
            });
    return rates;
  }
}
