package io.diction.dataset.dry;

import static org.awaitility.Awaitility.await;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Reports of dry runs, for tests. */
public final class DryRunFixtures {
  private final DryRuns runs;

  public DryRunFixtures(DryRuns runs) {
    this.runs = runs;
  }

  /** Of a subtitle file with an error. */
  public UUID report(CustomModelId model, SignedIn who) {
    try {
      DryUpload upload = runs.begin(who);
      upload.field("type", "");
      upload.file(
          "files",
          "talk.vtt",
          new ByteArrayInputStream(
              "WEBVTT\n\n00:02.000 --> 00:01.000\nback\n\n00:03.000 --> 00:04.000\nfine\n"
                  .getBytes(StandardCharsets.UTF_8)));
      UUID id = runs.start(model, upload, who);
      await().atMost(Duration.ofMinutes(1)).until(() -> !runs.get(model, id, who).isUnderWay());
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
