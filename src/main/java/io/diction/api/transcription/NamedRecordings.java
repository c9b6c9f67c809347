package io.diction.api.transcription;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.GivenDatasets;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetContents;
import io.diction.dataset.DatasetContents.File;
import io.diction.dataset.DatasetKind;
import io.diction.identity.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The recordings that a request names. */
@Component
class NamedRecordings {
  private final GivenDatasets datasets;
  private final DatasetContents contents;

  NamedRecordings(GivenDatasets datasets, DatasetContents contents) {
    this.datasets = datasets;
    this.contents = contents;
  }

  /** Those that are known by now; what is in a container is asked for later. */
  List<Source> of(UUID order, NewTranscription asked, SignedIn who) {
    List<Source> sources = new ArrayList<>();
    for (String url : asked.contentUrls()) {
      sources.add(waiting(order, sources.size(), url, null));
    }
    EntityReference reference = asked.dataset();
    if (reference != null) {
      Dataset dataset =
          datasets.require(
              reference,
              "dataset",
              asked.locale(),
              who,
              DatasetKind.AUDIO_FILES,
              DatasetKind.ACOUSTIC);
      for (File file : contents.files(dataset)) {
        if (file.audio()) {
          sources.add(waiting(order, sources.size(), file.name(), file.blob().sha256()));
        }
      }
      if (sources.isEmpty()) {
        throw ApiError.invalid(DetailCode.INVALID_DATASET, "The dataset has no recordings.")
            .target("dataset");
      }
    }
    return sources;
  }

  static Source waiting(UUID order, int number, String source, @Nullable String sha256) {
    return new Source(order, number, source, sha256, Source.State.WAITING, null, null);
  }
}
