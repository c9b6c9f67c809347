package io.diction.cli;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Prints an explained failure as one line, instead of Spring Boot's paragraph. */
final class StartFailureReporter implements FailureAnalysisReporter {
  @Override
  public void report(FailureAnalysis analysis) {
    String line =
        analysis
            .getDescription()
            .lines()
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    System.err.println("diction: cannot start: " + line);
  }
}
