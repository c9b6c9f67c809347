package io.diction.modelfile;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Sha256;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.ModelManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A version as one file: a zip of the model's folder, its base below {@code base} where that is no
 * built-in one, {@code export.json} and {@code signature.json}. What recognises with a model's zip
 * recognises with this one.
 *
 * @param fingerprint of who signed it, which says nothing yet of whether they are trusted
 * @param folder where it is unpacked
 */
record ExportedFile(
    Description description, byte[] described, String fingerprint, ModelFolder model, Path folder) {
  private static final String MANIFEST = "manifest.json";

  /** As in all archives of models: the same version gives the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Files by their paths in the archive, and what to say of them. */
  static Map<String, Description.Entry> entries(Map<String, Path> files) throws IOException {
    Map<String, Description.Entry> entries = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      entries.put(
          file.getKey(),
          new Description.Entry(Sha256.of(file.getValue()), Files.size(file.getValue())));
    }
    return entries;
  }

  /** Writes the archive; the stream stays open. */
  static void write(
      Description description, SigningKey key, Map<String, Path> files, OutputStream out)
      throws IOException {
    byte[] described = Json.bytes(description);
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    begin(zip, Description.NAME);
    zip.write(described);
    begin(zip, SignatureFile.NAME);
    zip.write(Json.bytes(key.sign(described)));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      begin(zip, file.getKey());
      Files.copy(file.getValue(), zip);
    }
    zip.finish();
  }

  /** Ends the entry before. */
  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }

  /**
   * Unpacks an archive that anybody may have made and checks all that can be checked without its
   * base model: names, sizes, checksums, the signature.
   *
   * @param folder is created
   * @throws FormatException when anything is wrong with it
   */
  static ExportedFile read(Path archive, Path folder) throws IOException {
    try {
      ModelArchive.unpack(archive, folder);
    } catch (FileAlreadyExistsException twice) {
      throw new FormatException(
          String.valueOf(archive.getFileName()), "", "holds a file and a folder of one name");
    }
    byte[] described = part(folder, Description.NAME, 8 << 20);
    Description description = Json.read(described, Description.NAME, Description.class).checked();
    byte[] signed = part(folder, SignatureFile.NAME, 1 << 14);
    String fingerprint =
        Json.read(signed, SignatureFile.NAME, SignatureFile.class).verify(described);
    verify(description, folder);
    ModelFolder model = ModelFolder.read(folder);
    ModelManifest manifest = model.manifest();
    if (!manifest.base().sha256().equals(description.base().sha256())
        || !description.locale().equals(manifest.locale())) {
      throw new FormatException(
          Description.NAME, "", "says something else of the model than the model's own manifest");
    }
    return new ExportedFile(description, described, fingerprint, model, folder);
  }

  private static byte[] part(Path folder, String name, int most) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          name, "", "missing: this is no model that was exported from a portal");
    }
    if (Files.size(file) > most) {
      throw new FormatException(name, "", "larger than " + most + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /** What is there is what was said, no more and no less. */
  private static void verify(Description description, Path folder) throws IOException {
    TreeMap<String, Description.Entry> expected = new TreeMap<>(description.files());
    for (Path file : Folders.files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (name.equals(Description.NAME) || name.equals(SignatureFile.NAME)) {
        continue;
      }
      Description.Entry entry = expected.remove(name);
      if (entry == null) {
        throw new FormatException(name, "", "was added after the export");
      }
      if (Files.size(file) != entry.bytes() || !Sha256.of(file).equals(entry.sha256())) {
        throw new FormatException(name, "", "damaged: its checksum is not that of the export");
      }
    }
    if (!expected.isEmpty()) {
      throw new FormatException(expected.firstKey(), "", "missing from the file");
    }
  }

  /** Writes the model alone, as a training would have stored it. */
  void packModel(Path aside, Path archive) throws IOException {
    Files.createDirectories(aside);
    Files.copy(folder.resolve(MANIFEST), aside.resolve(MANIFEST));
    for (String name : model.manifest().files().keySet()) {
      Files.copy(folder.resolve(name), aside.resolve(name));
    }
    ModelArchive.pack(aside, archive);
  }
}
