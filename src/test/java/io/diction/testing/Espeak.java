package io.diction.testing;

import io.diction.speech.lexicon.Pronunciation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's espeak-ng: speech in languages other than English, in many voices, and how their words
 * are pronounced. Only for tests; where it is not installed they are skipped, on the build machine
 * they fail.
 */
public final class Espeak {
  private static final String PROGRAM = "espeak-ng";

  private final String language;

  private Espeak(String language) {
    this.language = language;
  }

  /**
   * @param language such as {@code nl}
   */
  public static Espeak require(String language) {
    boolean installed = false;
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      installed |= Files.isExecutable(Path.of(folder, PROGRAM));
    }
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(PROGRAM + " is not installed; .ci/run installs it");
    }
    Assumptions.assumeTrue(installed, () -> "skipped: " + PROGRAM + " is not installed");
    return new Espeak(language);
  }

  /**
   * A speaker.
   *
   * @param variant one of espeak-ng's, such as {@code m3} or {@code f2}
   * @param wordsPerMinute usually 175
   * @param pitch 0 to 99, usually 50
   */
  public record Voice(String variant, int wordsPerMinute, int pitch) {}

  /** Speaks a sentence into a wav file. */
  public void speak(String sentence, Voice voice, Path wav) throws IOException {
    run(
        PROGRAM,
        "-v",
        language + "+" + voice.variant(),
        "-s",
        String.valueOf(voice.wordsPerMinute()),
        "-p",
        String.valueOf(voice.pitch()),
        "-w",
        wav.toString(),
        sentence);
  }

  /** How words are pronounced, in the phones of the language's voice, without stress. */
  public Map<String, Pronunciation> pronunciations(List<String> words) throws IOException {
    Path file = Files.createTempFile("words", ".txt");
    try {
      Files.writeString(file, String.join(".\n", words) + ".\n");
      String output = run(PROGRAM, "-v", language, "-q", "-x", "--sep=_", "-f", file.toString());
      List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      if (lines.size() != words.size()) {
        throw new IOException(lines.size() + " pronunciations of " + words.size() + " words");
      }
      Map<String, Pronunciation> pronunciations = new LinkedHashMap<>();
      for (int i = 0; i < lines.size(); i++) {
        pronunciations.put(words.get(i), new Pronunciation(phones(lines.get(i))));
      }
      return pronunciations;
    } finally {
      Files.delete(file);
    }
  }

  /** Phones between underscores; stress, pauses and glottal stops are marks without letters. */
  private static List<String> phones(String line) {
    List<String> phones = new ArrayList<>();
    for (String part : line.split("[_\\s]+")) {
      String phone = part.replaceAll("[',%=!|;]", "");
      if (!phone.isEmpty()) {
        phones.add(phone);
      }
    }
    return phones;
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
    return output;
  }
}
