package io.diction.speech.pack;

import java.util.List;
import java.util.stream.Collectors;

/** A pack is refused: everything that is wrong with it. */
public final class PackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PackFinding> findings;

  /**
   * @param source file or folder of the pack
   * @param findings errors and warnings, at least one error
   */
  PackException(String source, List<PackFinding> findings) {
    super(
        findings.stream()
            .filter(PackFinding::isError)
            .map(PackFinding::sentence)
            .collect(Collectors.joining("; ", source + ": ", "")));
    this.findings = List.copyOf(findings);
  }

  /** Errors and warnings in the order in which they were found. */
  public List<PackFinding> findings() {
    return findings;
  }
}
