package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Json;
import io.diction.speech.scratch.DutchCorpus;
import io.diction.speech.scratch.DutchSentences;
import io.diction.speech.scratch.ScratchFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A language of which nothing was there, by commands alone: from recordings to a custom model. */
class PackFromScratchTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void aPackTrainedByTheCommandServesEveryCommand() throws IOException {
    // Just over the five minutes that a training asks for; two voices make them enough.
    livesOn(DutchSentences.small(1), 170, List.of("m1", "f2"), 12, 0.20);
  }

  @Test
  @Tag("soak")
  void aPackOfAnHourTrainedByTheCommandServesEveryCommand() throws IOException {
    livesOn(DutchSentences.large(1), 1200, DutchCorpus.TRAINING_VOICES, 60, 0.04);
  }

  private void livesOn(
      DutchSentences dutch, int utterances, List<String> voices, int tests, double mostErrors)
      throws IOException {
    List<String> train = dutch.next(utterances, List.of());
    List<String> other = dutch.next(2 * tests, train);
    Path data;
    Path own;
    Path test;
    Path dictionary;
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      data = corpus.speak("train", train, voices, 1);
      own = corpus.speak("own", other.subList(0, tests), voices, 2);
      test = corpus.speak("test", other.subList(tests, 2 * tests), voices, 3);
      dictionary = corpus.writeDictionary(dutch.vocabulary());
    }
    Path pack = folder.resolve("dutch");
    String trained =
        run(
            new PackCommand(),
            "train",
            "--locale=nl-NL",
            "--data=" + data,
            "--test=" + test,
            "--dictionary=" + dictionary,
            "--licence=CC0",
            "--date=20260131",
            "--json",
            "--output=" + pack);
    ScratchFigures figures =
        Json.read(trained.getBytes(StandardCharsets.UTF_8), "figures", ScratchFigures.class);
    assertThat(figures.wordErrors().rate()).isLessThan(mostErrors);
    assertThat(figures.leftOut()).hasSizeLessThan(utterances / 50);
    assertThat(folder.resolve("dutch.work")).doesNotExist();
    assertThat(pack.resolve("pack.json")).content().contains("\"CC0\"");

    assertThat(pack("install", pack.toString())).startsWith("installed dutch\tnl-NL\t20260131\t");
    assertThat(pack("verify", "dutch")).isEqualTo("dutch is sound\n");
    serves("dutch", test);

    Path house = folder.resolve("house.zip");
    Path terms = Files.writeString(folder.resolve("terms.txt"), "keukenschuur\n");
    String adapted =
        run(
            new TrainCommand(),
            packs(),
            "--base=dutch",
            "--data=" + own,
            "--test=" + test,
            "--vocabulary=" + terms,
            "--json",
            "--output=" + house);
    assertThat(JsonMapper.shared().readTree(adapted).path("wordErrors").isObject()).isTrue();
    serves(house.toString(), test);
    List<Double> rates = rates(test, "--model=" + house, "--against=dutch");
    System.out.printf(
        "from scratch, %d utterances, errors per word: %.3f, as the base of a custom model %.3f%n",
        utterances, rates.get(1), rates.get(0));
    assertThat(rates.get(1)).isEqualTo(figures.wordErrors().rate());
    assertThat(rates.get(0)).isLessThan(mostErrors);
  }

  /** Recognises and aligns what nobody has trained on. */
  private void serves(String model, Path test) throws IOException {
    Path audio;
    try (var files = Files.list(test)) {
      audio = files.filter(file -> file.toString().endsWith(".wav")).sorted().toList().get(0);
    }
    Path text = Path.of(audio.toString().replace(".wav", ".txt"));
    String heard = run(new TranscribeCommand(), packs(), "--model=" + model, audio.toString());
    assertThat(heard.strip().split("\\s+"))
        .hasSizeBetween(
            Files.readString(text).split(" ").length - 3,
            Files.readString(text).split(" ").length + 3);
    String placed =
        run(
            new AlignCommand(),
            packs(),
            "--model=" + model,
            "--audio=" + audio,
            "--text=" + text,
            "--format=ctm");
    assertThat(placed.lines().filter(line -> !line.startsWith(";;")).count())
        .isEqualTo(Files.readString(text).strip().split(" ").length);
  }

  private List<Double> rates(Path test, String... models) {
    List<String> arguments = new ArrayList<>(List.of(packs(), "--json", "--data=" + test));
    arguments.addAll(List.of(models));
    String report = run(new EvaluateCommand(), arguments.toArray(String[]::new));
    List<Double> rates = new ArrayList<>();
    for (JsonNode model : JsonMapper.shared().readTree(report).path("models")) {
      rates.add(model.path("rate").asDouble(1));
    }
    return rates;
  }

  private String packs() {
    return "--packs=" + folder.resolve("packs");
  }

  private String pack(String command, String argument) {
    return run(new PackCommand(), command, argument, packs());
  }

  private String run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    assertThat(code).as("%s: %s", String.join(" ", arguments), err).isZero();
    return out.toString();
  }
}
