package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What of a model's data is held out for tests, dataset by dataset. */
@Service
public class TestData {
  private final DatasetRows rows;
  private final FileRows files;
  private final TrainingData training;
  private final Blobs blobs;
  private final JdbcClient jdbc;

  TestData(DatasetRows rows, FileRows files, TrainingData training, Blobs blobs, JdbcClient jdbc) {
    this.rows = rows;
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

  /** The datasets of a model that hold something out, by name. */
  public List<TestSet> list(CustomModelId model, OrganizationId organization) {
    Map<UUID, Integer> clips = testClips(model);
    List<TestSet> sets = new ArrayList<>();
    List<DatasetRows.Named> ready = rows.ready(model, organization);
    for (DatasetRows.Named named : ready) {
      Dataset dataset = named.dataset();
      int count = clips.getOrDefault(dataset.id().value(), 0);
      if (count > 0
          || (dataset.type() == DatasetType.TEST && !recordings(named, ready).isEmpty())) {
        sets.add(new TestSet(dataset.id(), dataset.name(), count));
      }
    }
    sets.sort((one, other) -> one.name().compareToIgnoreCase(other.name()));
    return sets;
  }

  /**
   * The clips of some datasets that are held out, in an order that depends on the data alone.
   *
   * @param wanted those of other models, and those that hold nothing out, bring nothing
   */
  public List<TestClip> clips(
      CustomModelId model, OrganizationId organization, Collection<DatasetId> wanted)
      throws IOException {
    Map<String, Integer> rates = sampleRates(model);
    List<TestClip> clips = new ArrayList<>();
    List<DatasetRows.Named> ready = rows.ready(model, organization);
    for (DatasetRows.Named named : ready) {
      Dataset dataset = named.dataset();
      if (wanted.contains(dataset.id())) {
        for (Pair pair :
            dataset.type() == DatasetType.MANIFEST
                ? marked(dataset)
                : written(named, recordings(named, ready))) {
          clips.add(new TestClip(dataset.id(), pair, rates.get(pair.sha256())));
        }
      }
    }
    return clips;
  }

  /** Remembers what a model was measured with: it never trains that model from now on. */
  public void measured(CustomModelId model, List<Pair> pairs) {
    training.scored(model, new TrainingSet(List.of(), pairs, List.of(), List.of(), ""));
  }

  private List<Pair> marked(Dataset dataset) {
    Map<Integer, FileRows.StoredFile> byNumber =
        files.files(dataset.id().value()).stream()
            .collect(Collectors.toMap(FileRows.StoredFile::number, file -> file));
    List<Pair> pairs = new ArrayList<>();
    for (FileRows.Clip clip : files.clips(dataset.id().value())) {
      FileRows.StoredFile file = byNumber.get(clip.file());
      if (clip.purpose() == Purpose.TEST) {
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

  private List<Pair> written(DatasetRows.Named text, List<Dataset> recordings) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (Dataset recording : recordings) {
      pairs.addAll(
          TrainingData.pairs(
              new Recording(recording.name(), () -> file(recording), recording.sha256()),
              file(text.dataset()),
              text.dataset().name()));
    }
    return pairs;
  }

  /** What is said in a text that tests. */
  private static List<Dataset> recordings(DatasetRows.Named text, List<DatasetRows.Named> ready) {
    return text.dataset().type() != DatasetType.TEST
        ? List.of()
        : ready.stream()
            .filter(other -> other.pairKey().equals(text.pairKey()))
            .map(DatasetRows.Named::dataset)
            .filter(other -> other.type() == DatasetType.AUDIO)
            .toList();
  }

  private Path file(Dataset dataset) {
    return blobs.file(dataset.organization(), dataset.sha256());
  }

  private Map<UUID, Integer> testClips(CustomModelId model) {
    Map<UUID, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select c.dataset_id, count(*) as clips
            from model_dataset m join dataset_clip c on c.dataset_id = m.dataset_id
            where m.model_id = :model and c.purpose = 'TEST'
            group by c.dataset_id
            """)
        .param("model", model.value())
        .query(
            row -> {
              counts.put(row.getObject("dataset_id", UUID.class), row.getInt("clips"));
            });
    return counts;
  }

  private Map<String, Integer> sampleRates(CustomModelId model) {
    Map<String, Integer> rates = new HashMap<>();
    jdbc.sql(
            """
            select distinct f.sha256, i.sample_rate
            from model_dataset m
            join dataset_file f on f.dataset_id = m.dataset_id
            join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.name
            where m.model_id = :model and i.sample_rate is not null
            """)
        .param("model", model.value())
        .query(
            row -> {
              rates.put(row.getString("sha256"), row.getInt("sample_rate"));
            });
    return rates;
  }
}
