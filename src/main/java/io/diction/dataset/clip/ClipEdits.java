package io.diction.dataset.clip;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.Datasets;
import io.diction.dataset.clip.ClipEdit.Kind;
import io.diction.dataset.file.Purpose;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Corrects clips by hand: each deed can be taken back, and outlives another validation. */
@Service
public class ClipEdits {
  private static final int MOST_EDITS = 10_000;

  /** Shorter than any word. */
  private static final long SHORTEST_MS = 50;

  private final ModelData models;
  private final Datasets datasets;
  private final ClipRows clips;
  private final ClipEditRows edits;
  private final Audit audit;
  private final Clock clock;

  ClipEdits(
      ModelData models,
      Datasets datasets,
      ClipRows clips,
      ClipEditRows edits,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.datasets = datasets;
    this.clips = clips;
    this.edits = edits;
    this.audit = audit;
    this.clock = clock;
  }

  /** What was done, the latest first. */
  @Transactional(readOnly = true)
  public List<ClipEdit> list(Dataset dataset) {
    List<ClipEdit> list = new ArrayList<>(edits.list(dataset.key()));
    Collections.reverse(list);
    return list;
  }

  /**
   * Makes two clips of one.
   *
   * @param at in seconds from the start of the clip
   * @param words that belong to the first
   */
  @Transactional
  public void cut(
      CustomModelId model, DatasetId id, int number, double at, int words, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    KeptClip clip = clip(dataset, number);
    long atMs = Math.round(at * 1000);
    List<String> said = List.of(clip.words().strip().split("\\s+"));
    if (!(atMs >= SHORTEST_MS && atMs <= clip.lengthMs() - SHORTEST_MS)) {
      throw new Invalid("clip.cut.outside");
    }
    if (words < 1 || words >= said.size()) {
      throw new Invalid("clip.cut.words");
    }
    Long rest = clip.durationMs() == null ? null : clip.durationMs() - atMs;
    change(
        model,
        dataset,
        Kind.CUT,
        List.of(clip),
        List.of(
            clip.with(clip.startMs(), atMs, String.join(" ", said.subList(0, words))),
            clip.with(
                clip.startMs() + atMs, rest, String.join(" ", said.subList(words, said.size())))),
        who);
  }

  /** Makes one clip of this one and the next of the same recording, with what lies between. */
  @Transactional
  public void join(CustomModelId model, DatasetId id, int number, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    KeptClip clip = clip(dataset, number);
    KeptClip next =
        clips.findNext(dataset.key(), clip).orElseThrow(() -> new WrongState("clip.join.last"));
    Long duration =
        next.durationMs() == null
            ? null
            : Long.valueOf(Math.max(clip.endMs(), next.endMs()) - clip.startMs());
    KeptClip joined = clip.with(clip.startMs(), duration, clip.words() + " " + next.words());
    change(model, dataset, Kind.JOIN, List.of(clip, next), List.of(joined), who);
  }

  /** Moves the start and end of a clip, in seconds of its recording. */
  @Transactional
  public void times(
      CustomModelId model, DatasetId id, int number, double start, double end, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    KeptClip clip = clip(dataset, number);
    long startMs = Math.round(start * 1000);
    long endMs = Math.round(end * 1000);
    boolean isWithin = startMs >= 0 && (clip.wholeMs() == 0 || endMs <= clip.wholeMs());
    if (!isWithin || endMs - startMs < SHORTEST_MS) {
      throw new Invalid("clip.times.outside");
    }
    change(
        model,
        dataset,
        Kind.TIMES,
        List.of(clip),
        List.of(clip.with(startMs, endMs - startMs, clip.words())),
        who);
  }

  /** Uses a clip no longer. */
  @Transactional
  public void leaveOut(CustomModelId model, DatasetId id, int number, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    change(model, dataset, Kind.LEAVE, List.of(clip(dataset, number)), List.of(), who);
  }

  private void change(
      CustomModelId model,
      Dataset dataset,
      Kind kind,
      List<KeptClip> before,
      List<KeptClip> after,
      SignedIn who) {
    DatasetKey id = dataset.key();
    if (edits.count(id) >= MOST_EDITS) {
      throw new LimitReached("dataset.change.too-many", MOST_EDITS);
    }
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    edits.add(id, new ClipEdit(0, kind, true, before, after, now, who.displayName()));
    clips.replace(id, before, instead(before, after, kind));
    changed(model, dataset, before.get(0).file(), who);
  }

  /** Takes back what was done, if nothing was done to the same clips since. */
  @Transactional
  public void undo(CustomModelId model, DatasetId id, int number, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    DatasetKey key = dataset.key();
    ClipEdit edit = edits.find(key, number).orElseThrow(NotFound::new);
    if (edit.isApplied()) {
      if (edit.before().stream().anyMatch(KeptClip::isGone)) {
        throw new WrongState("clip.undo.gone");
      }
      List<KeptClip> now =
          standing(clips.ofFile(key, edit.first().file()), edit.after(), edit.kind().isAboutWords())
              .orElseThrow(() -> new WrongState("clip.undo.later"));
      clips.replace(key, now, instead(now, edit.before(), edit.kind()));
    }
    edits.remove(key, edit);
    changed(model, dataset, edit.before().get(0).file(), who);
  }

  /**
   * Does everything of a time again to clips that were made anew, as far as they are still those
   * that it was done to. In the transaction that made them.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void again(DatasetKey dataset, Predicate<OffsetDateTime> time) {
    for (ClipEdit edit : edits.list(dataset)) {
      if (time.test(edit.at())) {
        Optional<List<KeptClip>> now =
            standing(
                clips.ofFile(dataset, edit.first().file()),
                edit.before(),
                edit.kind().isAboutWords());
        now.ifPresent(
            before -> clips.replace(dataset, before, instead(before, edit.after(), edit.kind())));
        edits.applied(dataset, edit, now.isPresent());
      }
    }
  }

  /**
   * What stands in place of clips: moved in time they keep their words, and nothing of a test comes
   * out of it.
   */
  private static List<KeptClip> instead(List<KeptClip> now, List<KeptClip> wanted, Kind kind) {
    if (now.isEmpty()) {
      return wanted;
    }
    boolean test = now.stream().anyMatch(KeptClip::isTest);
    return wanted.stream()
        .map(clip -> kind == Kind.TIMES ? now.get(0).at(clip) : clip)
        .map(clip -> clip.withPurpose(test ? Purpose.TEST : Purpose.TRAIN))
        .toList();
  }

  /** These clips as they are now; empty where one of them is not there any more. */
  private static Optional<List<KeptClip>> standing(
      List<KeptClip> all, List<KeptClip> wanted, boolean alsoWords) {
    List<KeptClip> found = new ArrayList<>();
    for (KeptClip one : wanted) {
      all.stream()
          .filter(clip -> clip.stands(one))
          .filter(clip -> !alsoWords || clip.words().equals(one.words()))
          .findFirst()
          .ifPresent(found::add);
    }
    return found.size() == wanted.size() ? Optional.of(found) : Optional.empty();
  }

  private Dataset requireOpen(CustomModelId model, DatasetId id, SignedIn who) {
    models.requireEditable(model, who);
    Dataset dataset = datasets.get(model, id, who);
    if (dataset.status().isUnderWay()) {
      throw new WrongState("dataset.change.under-way", dataset.name());
    }
    return dataset;
  }

  private KeptClip clip(Dataset dataset, int number) {
    return clips.find(dataset.key(), number).orElseThrow(NotFound::new);
  }

  private void changed(CustomModelId id, Dataset dataset, String file, SignedIn who) {
    datasets.clipsChanged(dataset);
    ModelView model = models.requireEditable(id, who);
    audit.record(
        who,
        model.owner(),
        "dataset.change",
        "custom-model",
        id.value(),
        model.name(),
        dataset.name() + ": " + file);
  }
}
