package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.change.Change.Kind;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.report.Mending.Wanted;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Other files in the place of those that came. */
@Service
class Replacements {
  /** Nothing was chosen. */
  static final Taken NOTHING = new Taken("", null);

  private static final long LARGEST = 10L << 30;

  private final Mending mending;
  private final ItemRows items;
  private final Contents contents;
  private final NewBytes newBytes;

  Replacements(Mending mending, ItemRows items, Contents contents, NewBytes newBytes) {
    this.mending = mending;
    this.items = items;
    this.contents = contents;
    this.newBytes = newBytes;
  }

  /**
   * A file whose bytes are in storage.
   *
   * @param version of what it takes the place of, before its first byte was read
   */
  record Taken(String version, @Nullable Blob bytes) {}

  void requireFile(Dataset dataset, String file) {
    if (!file.equals(dataset.name()) && !items.has(dataset.key(), file)) {
      throw new NotFound();
    }
  }

  /** The ending says how a file is read, so it stays. */
  Taken take(Dataset dataset, String file, String name, InputStream bytes) throws IOException {
    if (!ending(file).equals(ending(name))) {
      throw new Invalid("dataset.replace.ending", ending(file), ending(name));
    }
    String version = contents.version(dataset, file);
    return new Taken(version, newBytes.store(dataset.organization(), bytes, LARGEST));
  }

  void replace(CustomModelId model, Dataset dataset, String file, Taken taken, SignedIn who) {
    Blob bytes = taken.bytes();
    if (bytes == null || bytes.sizeBytes() == 0) {
      throw new Invalid("dataset.upload.nothing");
    }
    Wanted wanted = new Wanted(file, 0, taken.version(), bytes, false);
    mending.change(model, dataset.id(), Kind.REPLACE, List.of(wanted), who);
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
