package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What a training gets, piece by piece, and what is left of it without some. */
@Service
public class TrainingPieces {
  private final ReadyRows ready;
  private final Gathering gathering;

  TrainingPieces(ReadyRows ready, Gathering gathering) {
    this.ready = ready;
    this.gathering = gathering;
  }

  /**
   * What a training can do without by itself: a recording goes with its text.
   *
   * @param name of its datasets
   */
  public record Piece(String name, Set<DatasetId> datasets) {
    public Piece {
      datasets = Set.copyOf(datasets);
    }
  }

  /** What is ready in a model to train on; what is for tests alone is not in it. */
  public List<Piece> list(CustomModelId model, OrganizationId organization) {
    Map<String, List<Dataset>> byName = new LinkedHashMap<>();
    for (ReadyRows.Named named : ready.list(model, organization)) {
      boolean alone = named.dataset().type() == DatasetType.MANIFEST;
      String key = alone ? "id " + named.dataset().id() : "name " + named.pairKey();
      byName.computeIfAbsent(key, unseen -> new ArrayList<>()).add(named.dataset());
    }
    return byName.values().stream()
        .filter(group -> group.stream().noneMatch(one -> one.type() == DatasetType.TEST))
        .map(
            group ->
                new Piece(
                    group.stream().map(Dataset::name).distinct().collect(Collectors.joining(", ")),
                    group.stream().map(Dataset::id).collect(Collectors.toSet())))
        .toList();
  }

  /** All data of a model without what some datasets bring to train on; tests stay whole. */
  public TrainingSet without(
      CustomModelId model, OrganizationId organization, Set<DatasetId> datasets)
      throws IOException {
    TrainingSet all = gathering.sort(model, organization).set();
    TrainingSet others = gathering.sort(model, organization, datasets).set();
    // What a left-out dataset tests with is still kept out of what trains.
    Set<Pair> pairs = Set.copyOf(all.pairs());
    Set<Recording> recordings = Set.copyOf(all.recordings());
    Set<Text> texts = Set.copyOf(all.texts());
    return new TrainingSet(
        others.pairs().stream().filter(pairs::contains).toList(),
        all.testPairs(),
        others.recordings().stream().filter(recordings::contains).toList(),
        others.texts().stream().filter(texts::contains).toList(),
        others.fingerprint());
  }
}
