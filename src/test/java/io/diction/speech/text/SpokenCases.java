package io.diction.speech.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tables of written text and how it is read: {@code written | spoken} a line. */
final class SpokenCases {
  private SpokenCases() {}

  static Stream<Arguments> read(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(SpokenCases.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Arguments> cases =
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("# "))
              .map(line -> line.split(" \\| ", 2))
              .map(pair -> Arguments.of(pair[0], pair[1].strip()))
              .toList();
      return cases.stream();
    }
  }
}
