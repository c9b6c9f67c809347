package io.diction.catalog;

import io.diction.speech.Folders;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The files that base models consist of, for those who run them elsewhere. */
@Component
public class BaseModelFiles {
  private final InstalledPacks packs;
  private final CatalogSettings settings;

  BaseModelFiles(InstalledPacks packs, CatalogSettings settings) {
    this.packs = packs;
    this.settings = settings;
  }

  /**
   * A file of a pack.
   *
   * @param name its path within the pack, with slashes
   */
  public record PackFile(String name, Path path) {}

  /** Empty where the pack was taken away. */
  public Optional<List<PackFile>> find(BaseModel model) {
    return packs.find(model.packSha256()).map(this::files);
  }

  private List<PackFile> files(LanguagePack pack) {
    try {
      LanguagePack inFolder = pack.isBuiltIn() ? unpacked(pack) : pack;
      Path folder = inFolder.folder().orElseThrow();
      List<PackFile> files = new ArrayList<>();
      files.add(new PackFile(PackDescription.FILE, folder.resolve(PackDescription.FILE)));
      for (String name : inFolder.description().files().keySet()) {
        files.add(new PackFile(name, folder.resolve(name)));
      }
      return files;
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot unpack " + pack.name(), problem);
    }
  }

  /** The built-in pack, as an installation would have written it. */
  private LanguagePack unpacked(LanguagePack pack) throws IOException {
    Path folder = settings.cache().resolve(pack.sha256());
    if (!Files.exists(folder)) {
      Path aside = Folders.aside(folder);
      pack.copyTo(aside);
      Folders.replace(aside, folder);
    }
    return LanguagePack.read(folder);
  }
}
