package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Uploads.Outcome;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** Makes datasets of files that others have offered, as if their approver had uploaded them. */
@Service
public class OfferedFiles {
  private final Uploads uploads;

  OfferedFiles(Uploads uploads) {
    this.uploads = uploads;
  }

  /** How large an offered file may be. */
  public long largest() {
    return uploads.largestFile();
  }

  /** Refuses where the user may not put data into the model, or not now. */
  public void requireOpen(CustomModelId model, SignedIn who) {
    uploads.requireOpen(model, who);
  }

  /**
   * Copies the file and has it validated once more, as a dataset of the model's own.
   *
   * @param taken done in the transaction that makes the dataset
   */
  public void take(CustomModelId model, String name, Path file, SignedIn who, Runnable taken)
      throws IOException {
    take(model, name, file, who, dataset -> taken.run());
  }

  /**
   * The same.
   *
   * @param taken told which dataset it became, in the transaction that makes it
   */
  public void take(
      CustomModelId model, String name, Path file, SignedIn who, Consumer<DatasetId> taken)
      throws IOException {
    uploads.requireOpen(model, who);
    Upload upload = uploads.begin(who, null);
    try (InputStream bytes = Files.newInputStream(file)) {
      upload.receive(name, Files.size(file), bytes);
    }
    upload.end();
    Outcome outcome = uploads.create(model, upload, who, made -> settle(made, taken));
    if (outcome.datasets().isEmpty()) {
      throw new IllegalStateException("made nothing of " + name);
    }
  }

  private static void settle(Outcome made, Consumer<DatasetId> taken) {
    if (made.datasets().isEmpty()) {
      throw new Invalid(
          "contribution.refused.not-taken",
          made.problems().isEmpty() ? "" : made.problems().get(0).rule());
    }
    taken.accept(made.datasets().get(0));
  }
}
