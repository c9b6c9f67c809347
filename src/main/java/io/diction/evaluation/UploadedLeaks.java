package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TestedSound;
import io.diction.dataset.TrainedOn;
import io.diction.dataset.TrainedOn.Tested;
import io.diction.evaluation.figures.Figures.Known;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.identity.OrganizationId;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks whether recordings that were uploaded with a test train the model that it tests. Datasets
 * need not be looked at: what they hold out never trains.
 */
@Component
class UploadedLeaks {
  private final TrainedOn trained;
  private final AudioDecoder decoder;
  private final Blobs blobs;

  UploadedLeaks(TrainedOn trained, AudioDecoder decoder, Blobs blobs) {
    this.trained = trained;
    this.decoder = decoder;
    this.blobs = blobs;
  }

  /**
   * What is known; null where no version was tested, nothing was uploaded, or the model's data is
   * another organization's, which is not told what is in it.
   */
  @Nullable Known known(
      TestRun run, List<TestSubject> subjects, List<TestUtterance> heard, Progress progress)
      throws IOException {
    boolean own =
        subjects.stream().anyMatch(one -> !one.isBase())
            && subjects.stream().allMatch(one -> one.ownerId().equals(run.organizationId()));
    List<TestUtterance> uploaded = heard.stream().filter(one -> one.datasetId() == null).toList();
    if (!own || uploaded.isEmpty() || !run.isMeasured()) {
      return null;
    }
    OrganizationId organization = new OrganizationId(run.organizationId());
    Map<String, TestedSound> sounds = new HashMap<>();
    List<Tested> tests = new ArrayList<>();
    for (TestUtterance one : uploaded) {
      progress.checkCancelled();
      if (!sounds.containsKey(one.audioSha256())) {
        sounds.put(
            one.audioSha256(),
            TestedSound.of(
                decoder, blobs.file(organization, one.audioSha256()), one.fileName(), progress));
      }
      TestedSound sound = sounds.get(one.audioSha256());
      tests.add(
          new Tested(
              one.number(),
              one.audioSha256(),
              one.reference(),
              one.speaker(),
              sound == null ? null : sound.print(),
              sound == null ? 0 : sound.seconds()));
    }
    return Known.of(trained.compare(new CustomModelId(run.modelId()), organization, tests));
  }
}
