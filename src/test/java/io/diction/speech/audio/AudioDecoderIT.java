package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoding from inside the executable jar, where the child must be started from nested jars. */
class AudioDecoderIT {
  @TempDir Path folder;

  /** Runs in the jar's own class loader. */
  static final class Decode {
    private Decode() {}

    public static void main(String[] arguments) throws Exception {
      try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
        System.out.println(decoder.decode(Path.of(arguments[0])).samples().length);
      }
    }
  }

  @Test
  void startsItsChildrenFromTheExecutableJar() throws Exception {
    Audio speech = SpeechFixtures.say("Ready when you are.");
    Path file =
        EncodedAudio.write(folder.resolve("a b.flac"), Format.FLAC, 16_000, speech.samples());
    String jar = System.getProperty("diction.jar");
    Path testClasses =
        Path.of(Decode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dloader.path=" + testClasses,
                    "-Dloader.main=" + Decode.class.getName(),
                    "-cp",
                    jar,
                    "org.springframework.boot.loader.launch.PropertiesLauncher",
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
            .strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEqualTo(Integer.toString(speech.samples().length));
  }
}
