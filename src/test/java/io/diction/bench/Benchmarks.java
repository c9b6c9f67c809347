package io.diction.bench;

import io.tus.java.client.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks by hand: {@code ./mvnw -Pbench -Dbench.arguments="recognition 3"} compares whole
 * processes with the C peer in so many pairs; {@code accuracy} measures what each step of a
 * training brings, {@code training 10} trains on so many hours; {@code confidence} tells how well
 * confidences hold, {@code alignment} compares word starts with the C peer's, {@code confidence
 * fit} finds their weights; {@code language-model 100} counts and estimates so many million words;
 * {@code portal} asks the portal for its pages with 16 clients, {@code portal grid} only for those
 * whose names hold that, {@code api} the REST API, {@code start} starts it, {@code upload 10000}
 * sends it a file of so many megabytes; {@code validation} tells what checking recordings costs,
 * {@code agreement} what comparing them with their transcripts does; any other arguments are
 * patterns of JMH benchmarks, none means all of them. Figures go to standard output and to {@code
 * target/bench}.
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments)
      throws IOException,
          InterruptedException,
          RunnerException,
          SQLException,
          ExecutionException,
          ProtocolException {
    Path results = Files.createDirectories(Path.of("target", "bench"));
    List<String> names = Arrays.asList(arguments);
    if (!names.isEmpty() && names.get(0).equals("recognition")) {
      int pairs = names.size() > 1 ? Integer.parseInt(names.get(1)) : 3;
      new RecognitionComparison(results).run(pairs);
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("accuracy")) {
      new AccuracyComparison(results).run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("alignment")) {
      new AlignmentComparison(results).run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("agreement")) {
      new AgreementBenchmark(results).run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("training")) {
      new TrainingEndurance(results).run(names.size() > 1 ? Double.parseDouble(names.get(1)) : 10);
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("confidence")) {
      new ConfidenceBenchmark(results).run(names.subList(1, names.size()));
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("language-model")) {
      new LanguageModelBenchmark(results)
          .run(names.size() > 1 ? Integer.parseInt(names.get(1)) : 100);
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("portal")) {
      new PortalBenchmark(results, names.size() > 1 ? names.get(1) : "").run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("api")) {
      new ApiBenchmark(results).run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("upload")) {
      new UploadBenchmark(results).run(names.size() > 1 ? Long.parseLong(names.get(1)) : 2_000);
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("validation")) {
      new ValidationBenchmark(results).run();
      return;
    }
    if (!names.isEmpty() && names.get(0).equals("start")) {
      new StartBenchmark(results).run();
      return;
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .resultFormat(ResultFormatType.JSON)
            .result(results.resolve("jmh.json").toString());
    names.forEach(options::include);
    new Runner(options.build()).run();
  }
}
