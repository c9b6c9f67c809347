package io.diction.dataset.split;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.Datasets;
import io.diction.dataset.TestedClips;
import io.diction.dataset.clip.ClipEdits;
import io.diction.dataset.clip.ClipRows;
import io.diction.dataset.clip.KeptClip;
import io.diction.dataset.clip.RecordingPaired;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.split.Split.Method;
import io.diction.dataset.split.Split.Preview;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Splits datasets. What a score was measured with stays in the test for good. */
@Service
public class Splits {
  private final ModelData models;
  private final Datasets datasets;
  private final ClipRows clips;
  private final ClipEdits edits;
  private final SplitRows rows;
  private final TestedClips tested;
  private final Audit audit;
  private final Clock clock;

  Splits(
      ModelData models,
      Datasets datasets,
      ClipRows clips,
      ClipEdits edits,
      SplitRows rows,
      TestedClips tested,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.datasets = datasets;
    this.clips = clips;
    this.edits = edits;
    this.rows = rows;
    this.tested = tested;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a split would come to.
   *
   * @param given clips that stay in the test since they came as tests
   * @param scored clips that stay in the test since a score was measured with them
   * @param unnamed clips that name no speaker
   */
  record Proposal(Preview preview, int given, int scored, int unnamed) {}

  Optional<Split> find(Dataset dataset) {
    return rows.find(dataset.key());
  }

  @Transactional(readOnly = true)
  public Proposal propose(Dataset dataset, Method method, int share, long seed) {
    DatasetKey id = dataset.key();
    requireShare(share);
    List<KeptClip> all = clips.all(id);
    Set<Integer> given = rows.givenTests(id);
    Set<Integer> scored = scored(id, all);
    Split split = Split.of(method, share, seed, all);
    return new Proposal(
        Preview.of(all, split.purposes(all, kept(given, scored))),
        given.size(),
        scored.size(),
        (int) all.stream().filter(clip -> clip.speaker().isEmpty()).count());
  }

  @Transactional
  public void split(
      CustomModelId model, DatasetId id, Method method, int share, long seed, SignedIn who) {
    requireShare(share);
    Dataset dataset = requireOpen(model, id, who);
    DatasetKey key = dataset.key();
    List<KeptClip> all = clips.all(key);
    Split split = Split.of(method, share, seed, all);
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    rows.replace(key, split, now, who.displayName());
    rows.purposes(key, split.purposes(all, kept(rows.givenTests(key), scored(key, all))));
    changed(model, dataset, who);
  }

  /** Uses clips again for what they came for, but for those that a score was measured with. */
  @Transactional
  public void undo(CustomModelId model, DatasetId id, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    DatasetKey key = dataset.key();
    if (rows.find(key).isEmpty()) {
      throw new WrongState("split.undo.none");
    }
    rows.remove(key);
    List<KeptClip> all = clips.all(key);
    Set<Integer> kept = kept(rows.givenTests(key), scored(key, all));
    Map<Integer, Purpose> purposes = new HashMap<>();
    for (KeptClip clip : all) {
      purposes.put(clip.number(), kept.contains(clip.number()) ? Purpose.TEST : Purpose.TRAIN);
    }
    rows.purposes(key, purposes);
    changed(model, dataset, who);
  }

  /**
   * Corrects clips that were made anew and parts them as it was decided before, in the order in
   * which that was done. In the transaction that made them.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void again(DatasetKey key) {
    Optional<OffsetDateTime> made = rows.findTime(key);
    edits.again(key, time -> made.isEmpty() || !time.isAfter(made.get()));
    rows.find(key)
        .ifPresent(
            split -> {
              List<KeptClip> all = clips.all(key);
              rows.purposes(key, split.purposes(all, kept(rows.givenTests(key), scored(key, all))));
            });
    edits.again(key, time -> made.isPresent() && time.isAfter(made.get()));
  }

  @EventListener
  void paired(RecordingPaired paired) {
    again(paired.recording());
  }

  private Set<Integer> scored(DatasetKey dataset, List<KeptClip> all) {
    Set<Integer> scored = new HashSet<>();
    TestedClips.Known known = tested.of(dataset);
    for (KeptClip clip : all) {
      if (clip.isTest() && known.has(clip.sha256(), clip.startMs(), clip.endMs())) {
        scored.add(clip.number());
      }
    }
    return scored;
  }

  private static Set<Integer> kept(Set<Integer> given, Set<Integer> scored) {
    Set<Integer> kept = new HashSet<>(given);
    kept.addAll(scored);
    return kept;
  }

  private static void requireShare(int share) {
    if (!Split.isShare(share)) {
      throw new Invalid("split.share.outside");
    }
  }

  private Dataset requireOpen(CustomModelId model, DatasetId id, SignedIn who) {
    models.requireEditable(model, who);
    Dataset dataset = datasets.get(model, id, who);
    if (dataset.status().isUnderWay()) {
      throw new WrongState("dataset.change.under-way", dataset.name());
    }
    if (dataset.clips() == 0) {
      throw new WrongState("split.no-clips", dataset.name());
    }
    return dataset;
  }

  private void changed(CustomModelId id, Dataset dataset, SignedIn who) {
    datasets.clipsChanged(dataset);
    ModelView model = models.requireEditable(id, who);
    audit.record(
        who,
        model.owner(),
        "dataset.change",
        "custom-model",
        id.value(),
        model.name(),
        dataset.name());
  }
}
