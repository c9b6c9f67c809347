package io.diction.cli;

import io.diction.speech.pack.Packs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds language packs: where the portal has them, unless it is told otherwise. */
final class PacksOption {
  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description =
          "Folder of language packs (default: packs in the data folder, which is"
              + " $DICTION_DATA or ./data).")
  private @Nullable Path folder;

  Packs packs() {
    if (folder != null) {
      return new Packs(folder);
    }
    String data = System.getenv("DICTION_DATA");
    return new Packs(Path.of(data == null || data.isBlank() ? "data" : data, "packs"));
  }
}
