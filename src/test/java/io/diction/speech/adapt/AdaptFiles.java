package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.align.Agreement;
import io.diction.speech.fuzz.FuzzFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a training writes and reads, of a model on some base. */
public final class AdaptFiles {
  private AdaptFiles() {}

  /**
   * @param words of the base model, four or more
   */
  public static List<FuzzFile> all(SpeechModel base, List<String> words, Path folder)
      throws IOException {
    List<FuzzFile> files = new ArrayList<>();
    Path clip = folder.resolve("clip");
    new Clip(
            new float[] {1, 2, 3, 4, 5, 6},
            new int[] {-1, 7},
            new ClipAgreement(new Agreement(0.8, 5, 1, 0), List.of(0.5, 1.0)))
        .write(clip);
    files.add(
        new FuzzFile(
            "clip",
            Files.readAllBytes(clip),
            file -> {
              for (float value : Clip.read(file).cepstra()) {
                assertThat(value).isFinite();
              }
            }));
    files.add(
        new FuzzFile(
            "clips.tsv",
            "0\tTRAIN\tabc\t1.5\ttrue\n1\tMEASURE\tabd\t2.25\tfalse\n"
                .getBytes(StandardCharsets.UTF_8),
            file -> assertThat(ClipList.read(file).entries()).allMatch(e -> e.seconds() >= 0)));
    Path model = model(base, words, folder);
    ModelManifest manifest = ModelFolder.read(model).manifest();
    for (Path part : Folders.files(model)) {
      String name = part.getFileName().toString();
      if (!name.equals(ModelFolder.MANIFEST)) {
        byte[] original = Files.readAllBytes(part);
        files.add(
            new FuzzFile(
                name, original, file -> open(model, manifest, part, original, file, base, words)));
      }
    }
    assertThat(files).hasSize(7);
    return files;
  }

  /** With checksums that fit the damaged file, as somebody makes them who means harm. */
  private static void open(
      Path model,
      ModelManifest manifest,
      Path part,
      byte[] original,
      Path damaged,
      SpeechModel base,
      List<String> words)
      throws IOException {
    try {
      Files.write(part, Files.readAllBytes(damaged));
      ModelFolder.writeManifest(model, manifest);
      SpeechModel read = ModelFolder.read(model).open(base);
      read.display().writeWithoutPunctuation(String.join(" ", words));
      for (float mean : read.acousticModel().means()) {
        assertThat(mean).isFinite();
      }
      assertThat(read.languageModel().logProb(read.languageModel().startState(), 0)).isNotNaN();
    } finally {
      Files.write(part, original);
    }
  }

  private static Path model(SpeechModel base, List<String> words, Path folder) throws IOException {
    String sentence = String.join(" ", words);
    TrainingRun run =
        new TrainingRun(
            folder.resolve("work"),
            base,
            new TrainingData(
                List.of(),
                List.of(
                    new TrainingData.Text(
                        "text.txt",
                        lines -> {
                          for (int i = 0; i < 30; i++) {
                            lines.accept(sentence + ", " + words.get(i % 4) + ".");
                          }
                        })),
                List.of(new Term("mam", words.get(0), 2, List.of())),
                List.of()),
            new TrainingSettings("fuzzed", 1, 1, folder.resolve("cache")),
            AdaptFixtures.SILENT);
    run.run(Progress.NONE);
    Path model = folder.resolve("exported");
    run.export(model);
    AcousticModel acoustic = base.acousticModel();
    float[] weights = acoustic.weights().clone();
    float first = weights[0];
    weights[0] = weights[1];
    weights[1] = first;
    AdaptedAcoustics.write(
        acoustic, acoustic.withWeights(weights), model.resolve(ModelFolder.ACOUSTICS));
    ModelFolder.writeManifest(model, ModelFolder.read(model).manifest());
    return model;
  }
}
