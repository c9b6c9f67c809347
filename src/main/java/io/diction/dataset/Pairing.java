package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.clip.PairClips;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Keeps the warnings about recordings without a transcript and transcripts without a recording
 * true, and the clips that the two make, as datasets of a model come and go. Looks only at those of
 * the same name.
 */
@Component
class Pairing {
  private final DatasetRows rows;
  private final ReadyRows ready;
  private final PairRows pairs;
  private final FindingRows findings;
  private final PairClips clips;

  Pairing(
      DatasetRows rows, ReadyRows ready, PairRows pairs, FindingRows findings, PairClips clips) {
    this.rows = rows;
    this.ready = ready;
    this.pairs = pairs;
    this.findings = findings;
    this.clips = clips;
  }

  /** A dataset of the model is ready. */
  void added(CustomModelId model, Dataset dataset) {
    if (dataset.type() == DatasetType.MANIFEST) {
      return;
    }
    boolean paired = false;
    List<ReadyRows.Partner> partners = ready.partners(model, dataset.key());
    for (ReadyRows.Partner partner : partners) {
      if (match(dataset.type(), partner.type())) {
        paired = true;
        findings.remove(key(dataset, partner), rule(partner.type()));
      }
    }
    if (paired) {
      findings.remove(dataset.key(), Finding.REJECTED_AUDIO);
    } else if (!findings.has(dataset.key(), Finding.REJECTED_AUDIO)) {
      warn(dataset.key(), dataset.name(), dataset.type());
    }
    List<Dataset> group = found(dataset, partners);
    rows.find(dataset.organization(), dataset.id()).ifPresent(group::add);
    makeClips(group, dataset.id());
  }

  /** Of those that pair with a dataset all are its organization's. */
  private static DatasetKey key(Dataset dataset, ReadyRows.Partner partner) {
    return new DatasetKey(dataset.organization(), partner.id());
  }

  /** The text that a recording of a model is to have the clips of, if it has not. */
  Optional<Dataset> text(CustomModelId model, Dataset recording) {
    Optional<UUID> made = clips.text(recording.key());
    return TrainingText.of(found(recording, ready.partners(model, recording.key())))
        .filter(text -> text.sizeBytes() <= PairClips.MOST_TEXT_BYTES)
        .filter(text -> !made.equals(Optional.of(text.id().value())));
  }

  /** Makes the clips of a recording whose text is at hand by now; both may have changed since. */
  void again(CustomModelId model, Dataset recording) {
    rows.find(recording.organization(), recording.id())
        .filter(now -> now.status() == DatasetStatus.READY)
        .ifPresent(now -> text(model, now).ifPresent(text -> clips.make(now, text)));
  }

  private List<Dataset> found(Dataset dataset, List<ReadyRows.Partner> partners) {
    List<Dataset> found = new ArrayList<>();
    for (ReadyRows.Partner partner : partners) {
      rows.find(dataset.organization(), partner.id()).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Each recording has the clips of the text that a training takes.
   *
   * @param changed what of the group is new, or another than before
   */
  private void makeClips(List<Dataset> group, DatasetId changed) {
    Optional<Dataset> chosen = TrainingText.of(group);
    for (Dataset recording : group) {
      if (recording.type() == DatasetType.AUDIO) {
        Optional<UUID> before = clips.text(recording.key());
        if (chosen.isEmpty()) {
          before.ifPresent(text -> clips.remove(recording.key()));
        } else if (recording.id().equals(changed)
            || chosen.get().id().equals(changed)
            || !before.equals(chosen.map(text -> text.id().value()))) {
          clips.make(recording, chosen.get());
        }
      }
    }
  }

  /**
   * A text came with a recording of its name that is of no use: its words must not train unless
   * somebody wants that.
   */
  boolean hasLostRecording(Dataset text) {
    return pairs.rejectedRecording(text.key()).isPresent();
  }

  /** Says so at the text. */
  void warnOfLostRecording(Dataset text) {
    findings.remove(text.key(), Finding.UNMATCHED_TRANSCRIPT);
    pairs
        .rejectedRecording(text.key())
        .map(
            recording ->
                Finding.warning(
                    ErrorCode.UNMATCHED_TRANSCRIPT, Finding.REJECTED_AUDIO, text.name(), recording))
        .ifPresent(finding -> findings.add(text.key(), finding));
  }

  /** A dataset is about to leave the model. */
  void removing(CustomModelId model, Dataset dataset) {
    List<ReadyRows.Partner> partners = ready.partners(model, dataset.key());
    for (ReadyRows.Partner partner : partners) {
      boolean stillPaired =
          partners.stream()
              .anyMatch(other -> !other.equals(partner) && match(other.type(), partner.type()));
      if (match(dataset.type(), partner.type()) && !stillPaired) {
        warn(key(dataset, partner), partner.name(), partner.type());
      }
    }
    if (dataset.type() == DatasetType.AUDIO) {
      clips.remove(dataset.key());
    } else if (dataset.type() != DatasetType.MANIFEST) {
      makeClips(found(dataset, partners), dataset.id());
    }
  }

  private void warn(DatasetKey dataset, String name, DatasetType type) {
    String rule = rule(type);
    if (!findings.has(dataset, rule)) {
      ErrorCode code =
          type == DatasetType.AUDIO ? ErrorCode.UNMATCHED_AUDIO : ErrorCode.UNMATCHED_TRANSCRIPT;
      findings.add(dataset, Finding.warning(code, rule, name));
    }
  }

  private static String rule(DatasetType type) {
    return switch (type) {
      case AUDIO -> Finding.UNMATCHED_AUDIO;
      case TEST -> "unmatched_test";
      case TRANSCRIPT, MANIFEST -> Finding.UNMATCHED_TRANSCRIPT;
    };
  }

  private static boolean match(DatasetType one, DatasetType other) {
    return one != DatasetType.MANIFEST
        && other != DatasetType.MANIFEST
        && (one == DatasetType.AUDIO) != (other == DatasetType.AUDIO);
  }
}
