package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** Reports of dry runs, for tests. */
public final class DryRunFixtures {
  private final DryRuns runs;

  public DryRunFixtures(DryRuns runs) {
    this.runs = runs;
  }

  /** Of a subtitle file with an error. */
  public UUID report(CustomModelId model, SignedIn who) {
    try (DryUpload upload = runs.begin(who)) {
      Files.writeString(
          upload.folder().resolve("talk.vtt"),
          "WEBVTT\n\n00:02.000 --> 00:01.000\nback\n\n00:03.000 --> 00:04.000\nfine\n");
      return runs.run(model, upload, who);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
