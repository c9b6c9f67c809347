package io.diction.speech.pack;

import io.diction.speech.acoustic.AcousticFixtures;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A tiny language of three phones and four words, as a pack on disk. */
public final class PackFixtures {
  public static final String DICTIONARY =
      """
      amöm A M ö M
      möma M ö M A
      öamö ö A M ö
      mama M A M A
      """;

  public static final String LANGUAGE_MODEL =
      """
      \\data\\
      ngram 1=6

      \\1-grams:
      -99\t<s>
      -0.7\t</s>
      -0.7\tamöm
      -0.7\tmöma
      -0.7\töamö
      -0.7\tmama

      \\end\\
      """;

  private PackFixtures() {}

  /** A complete pack without a description, in the folder {@code name} of another. */
  public static Path undescribed(Path parent, String name) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    AcousticModelWriter.write(
        AcousticFixtures.random(AcousticModel.Kind.CONTINUOUS, 5),
        Files.createDirectories(folder.resolve("model")),
        AcousticModelWriter.Form.COMPACT);
    Files.writeString(folder.resolve("words.dic"), DICTIONARY);
    Files.writeString(folder.resolve("words.lm"), LANGUAGE_MODEL);
    Files.writeString(folder.resolve("README"), "Made of random numbers.\n");
    return folder;
  }

  /** A complete pack of Esperanto, which it is not. */
  public static Path described(Path parent, String name) throws IOException {
    Path folder = undescribed(parent, name);
    PackDescription.of(name, "eo", "20200101", "made up", "CC0", "model", "words.dic", "words.lm")
        .write(folder);
    return folder;
  }

  /** The pack of {@link #described} as a zip archive. */
  public static Path zipped(Path folder) throws IOException {
    Path archive = folder.resolveSibling(folder.getFileName() + ".zip");
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(
            new ZipEntry(folder.getFileName() + "/" + folder.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return archive;
  }
}
