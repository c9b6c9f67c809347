package io.diction.speech.adapt;

import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

final class AdaptFixtures {
  /** Shared by the whole test run, since learning to spell takes seconds. */
  static final Path CACHE = Path.of("target", "pronunciation-cache");

  static final RecordedSpeech SILENT = (ids, receiver) -> {};

  private AdaptFixtures() {}

  /** Sentences about a drug that does not exist. */
  static Text prescriptions() {
    return text(
        "prescriptions.txt",
        Stream.of("morning", "evening", "day", "week", "month")
            .flatMap(
                time ->
                    Stream.of(
                        "The patient takes zolvantix every " + time + ".",
                        "Dr. Brown prescribed 20 mg of zolvantix each " + time + ".",
                        "We stopped meproxil after one " + time + "."))
            .toList());
  }

  static Text text(String name, List<String> lines) {
    return new Text(name, line -> lines.forEach(line));
  }

  static TrainingData texts(Text... texts) {
    return new TrainingData(List.of(), List.of(texts), List.of(), List.of());
  }

  static TrainingData lists(List<Term> terms, List<SpokenForm> forms) {
    return new TrainingData(List.of(), List.of(), terms, forms);
  }

  static TrainingRun run(Path work, TrainingData data) {
    return run(work, data, SILENT);
  }

  static TrainingRun run(Path work, TrainingData data, RecordedSpeech speech) {
    TrainingSettings settings = new TrainingSettings("test", 1, 1, CACHE);
    return new TrainingRun(work, SpeechModel.english(), data, settings, speech);
  }

  /** Trains and opens. */
  static SpeechModel trained(Path folder, TrainingData data) throws IOException {
    TrainingRun run = run(folder.resolve("work"), data);
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    return ModelFolder.read(folder.resolve("model")).open(SpeechModel.english());
  }

  /** All files below a folder with their content, one character for each byte. */
  static SortedMap<String, String> content(Path folder) throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    for (Path file : Folders.files(folder)) {
      content.put(
          folder.relativize(file).toString(),
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return content;
  }

  /** Asks to stop once it has been told something a number of times. */
  static final class StopsAfter implements Progress {
    private final List<String> told = new ArrayList<>();
    private int left;

    StopsAfter(int reports) {
      left = reports;
    }

    @Override
    public void report(double fraction, String message) {
      left--;
      told.add(message);
    }

    @Override
    public boolean isCancelled() {
      return left <= 0;
    }

    List<String> told() {
      return told;
    }
  }
}
