package io.diction.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.FormatException;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModelWriter.Form;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcousticModelWriterTest {
  private static final Path DEBIAN = Path.of("/usr/share/pocketsphinx/model/en-us");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readsBackExactlyWhatItWrote(AcousticModel.Kind kind) throws IOException {
    AcousticModel model = AcousticFixtures.random(kind, 7);

    AcousticModelWriter.write(model, folder, Form.EXACT);
    AcousticModel read = AcousticModelReader.read(folder);

    assertSame(read, model);
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(read.kind()).isEqualTo(kind);
    assertThat(folder.resolve("sendump")).doesNotExist();
    assertWritesTheSameBytes(read, Form.EXACT);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackItsCompactForm(AcousticModel.Kind kind) throws IOException {
    AcousticModel model = AcousticFixtures.random(kind, 8);

    AcousticModelWriter.write(model, folder, Form.EXACT);
    AcousticModelWriter.write(model, folder, Form.COMPACT);
    AcousticModel read = AcousticModelReader.read(folder);

    assertSame(read, model);
    for (int i = 0; i < model.weights().length; i++) {
      assertThat(read.weights()[i] / model.weights()[i]).isCloseTo(1, within(0.12f));
    }
    assertThat(folder.resolve("sendump").toFile().exists())
        .isEqualTo(kind != AcousticModel.Kind.CONTINUOUS);
  }

  @Test
  void keepsTheBuiltInModelToTheLastBit() throws IOException {
    AcousticModel model = SpeechModel.english().acousticModel();

    AcousticModelWriter.write(model, folder, Form.EXACT);
    AcousticModel read = AcousticModelReader.read(folder);

    assertSame(read, model);
    assertThat(read.weights()).isEqualTo(model.weights());
  }

  @Test
  void readsDebiansBinaryFormLikeTheTextForm() throws IOException {
    Assumptions.assumeTrue(Files.exists(DEBIAN), "skipped: pocketsphinx-en-us is not installed");
    AcousticModel text = SpeechModel.english().acousticModel();

    AcousticModel binary = AcousticModelReader.read(DEBIAN.resolve("en-us"));

    assertSame(binary, text);
    double worst = 0;
    for (int i = 0; i < text.weights().length; i++) {
      if (text.weights()[i] > 1e-6) {
        worst = Math.max(worst, Math.abs(Math.log(binary.weights()[i] / text.weights()[i])));
      }
    }
    assertThat(worst).as("quantisation, nats").isLessThan(0.12);
  }

  @Test
  void readsBigEndianFiles() throws IOException {
    AcousticModel model = AcousticFixtures.random(AcousticModel.Kind.PHONETICALLY_TIED, 9);
    AcousticModelWriter.write(model, folder, Form.COMPACT);
    AcousticModel little = AcousticModelReader.read(folder);
    for (String file : List.of("means", "variances", "transition_matrices")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      swapWords(bytes, 40, bytes.length);
      Files.write(folder.resolve(file), bytes);
    }
    swapSendump(folder.resolve("sendump"));
    swapPhones(folder.resolve("mdef"));

    AcousticModel big = AcousticModelReader.read(folder);

    assertSame(big, little);
    assertThat(big.weights()).isEqualTo(little.weights());
  }

  private static void swapWords(byte[] bytes, int from, int to) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = from; at < to; at += 4) {
      buffer.putInt(at, Integer.reverseBytes(buffer.getInt(at)));
    }
  }

  private static void swapSendump(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int length;
    do {
      length = little.getInt(at);
      swapWords(bytes, at, at + 4);
      at += 4 + length;
    } while (length > 0);
    swapWords(bytes, at, at + 8);
    Files.write(file, bytes);
  }

  private static void swapPhones(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int counts = 12 + little.getInt(8);
    int phones = little.getInt(counts);
    int rows = little.getInt(counts + 4);
    int tree = little.getInt(counts + 32);
    int at = counts + 40;
    for (int i = 0; i < phones; at++) {
      i += bytes[at] == 0 ? 1 : 0;
    }
    at += -at & 3;
    swapWords(bytes, 0, 12);
    swapWords(bytes, counts, counts + 40);
    for (int i = 0; i < tree; i++, at += 8) {
      swapShort(bytes, at);
      swapShort(bytes, at + 2);
      swapWords(bytes, at + 4, at + 8);
    }
    for (int i = 0; i < rows; i++, at += 12) {
      swapWords(bytes, at, at + 8);
    }
    swapWords(bytes, at, at + 4);
    for (at += 4; at < bytes.length; at += 2) {
      swapShort(bytes, at);
    }
    Files.write(file, bytes);
  }

  private static void swapShort(byte[] bytes, int at) {
    byte first = bytes[at];
    bytes[at] = bytes[at + 1];
    bytes[at + 1] = first;
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    AcousticModelWriter.write(
        AcousticFixtures.random(AcousticModel.Kind.CONTINUOUS, 1), folder, Form.EXACT);
    Files.delete(folder.resolve("mixture_weights"));

    assertThatThrownBy(() -> AcousticModelReader.read(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("mixture_weights: missing, and so is sendump");
    Files.delete(folder.resolve("mdef"));
    assertThatThrownBy(() -> AcousticModelReader.read(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("mdef: missing");
  }

  @Test
  void refusesToWriteStatesInAnOrderThatTheLayoutDoesNotKnow() {
    PhoneSet phones =
        new PhoneSet.Builder(1, 3)
            .filler("SIL", 0)
            .phone("A", 2)
            .triphone(1, 0, 0, PhoneSet.Position.SINGLE, 1)
            .build();
    AcousticModel model = AcousticFixtures.random(AcousticModel.Kind.SEMI_CONTINUOUS, 1);
    AcousticModel other =
        new AcousticModel(
            phones,
            model.features(),
            1,
            4,
            model.streamLengths(),
            model.means(),
            model.variances(),
            new float[3 * 3 * 4],
            new float[2 * 2],
            new int[3]);

    assertThatThrownBy(() -> AcousticModelWriter.write(other, folder, Form.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tied state 1");
  }

  @Test
  void isReadByTheCPrograms() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/bin/pocketsphinx_batch")) && Files.exists(DEBIAN),
        "skipped: pocketsphinx is not installed");
    Path clip = Corpus.require("lj", "train").resolve("LJ001-0179.flac");
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      WavWriter.write(folder.resolve("clip.wav"), decoder.decode(clip));
    }
    AcousticModel model = SpeechModel.english().acousticModel();
    AcousticModelWriter.write(model, Files.createDirectory(folder.resolve("exact")), Form.EXACT);
    AcousticModelWriter.write(
        model, Files.createDirectory(folder.resolve("compact")), Form.COMPACT);
    AcousticModelWriter.write(
        AcousticFixtures.continuous(model, 16),
        Files.createDirectory(folder.resolve("continuous")),
        Form.COMPACT);

    String expected = peer(DEBIAN.resolve("en-us"));
    assertThat(expected).isNotEmpty();
    assertThat(peer(folder.resolve("exact"))).isEqualTo(expected);
    assertThat(peer(folder.resolve("compact"))).isEqualTo(expected);
    // The continuous model is another one, of fewer Gaussians; both engines understand alike.
    List<String> reference =
        ScoringText.words(Files.readString(clip.resolveSibling("LJ001-0179.txt")));
    WordErrorRate peer =
        WordErrorRate.of(reference, ScoringText.words(peer(folder.resolve("continuous"))));
    SpeechModel continuous =
        SpeechModel.english()
            .withAcousticModel(AcousticModelReader.read(folder.resolve("continuous")));
    String ours = recognize(continuous, clip);
    assertThat(WordErrorRate.of(reference, ScoringText.words(ours)).errors())
        .as(ours)
        .isLessThanOrEqualTo(peer.errors() + 2);
    assertThat(peer.errors()).isLessThan(reference.size());
  }

  private static String recognize(SpeechModel model, Path clip) throws IOException {
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      return new Recognizer(model).recognize(decoder.decode(clip)).text();
    }
  }

  private String peer(Path model) throws Exception {
    Path hypothesis = folder.resolve("hypothesis");
    Files.writeString(folder.resolve("ids"), "clip\n");
    List<String> command = new ArrayList<>(List.of("/usr/bin/pocketsphinx_batch"));
    command.addAll(List.of("-adcin", "yes", "-cepdir", folder.toString(), "-cepext", ".wav"));
    command.addAll(List.of("-ctl", folder.resolve("ids").toString(), "-hmm", model.toString()));
    command.addAll(List.of("-lm", DEBIAN.resolve("en-us.lm.bin").toString()));
    command.addAll(List.of("-dict", DEBIAN.resolve("cmudict-en-us.dict").toString()));
    command.addAll(List.of("-hyp", hypothesis.toString()));
    Path log = folder.resolve("log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(() -> contentOf(log)).isZero();
    return Files.readString(hypothesis).replaceFirst("\\(.*", "").strip();
  }

  private static String contentOf(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void assertWritesTheSameBytes(AcousticModel model, Form form) throws IOException {
    Path again = Files.createDirectory(folder.resolve("again"));
    AcousticModelWriter.write(model, again, form);
    for (String file : List.of("feat.params", "mdef", "means", "mixture_weights", "noisedict")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }

  private static void assertSame(AcousticModel read, AcousticModel model) {
    assertThat(read.features()).isEqualTo(model.features());
    assertThat(read.means()).isEqualTo(model.means());
    assertThat(read.variances()).isEqualTo(model.variances());
    assertThat(read.transitions()).isEqualTo(model.transitions());
    assertThat(read.codebookOfState()).isEqualTo(model.codebookOfState());
    assertThat(read.streamLengths()).isEqualTo(model.streamLengths());
    assertThat(read.phones().names()).isEqualTo(model.phones().names());
    assertThat(triphones(read.phones())).isEqualTo(triphones(model.phones()));
    for (int phone = 0; phone < model.phones().size(); phone++) {
      assertThat(read.phones().isFiller(phone)).isEqualTo(model.phones().isFiller(phone));
      assertThat(states(read.phones(), read.phones().contextFree(phone)))
          .isEqualTo(states(model.phones(), model.phones().contextFree(phone)));
    }
  }

  private static List<String> triphones(PhoneSet phones) {
    List<String> all = new ArrayList<>(phones.triphoneCount());
    phones.forEachTriphone(
        (phone, left, right, position, sequence) ->
            all.add(phone + " " + left + " " + right + position + states(phones, sequence)));
    assertThat(all).hasSize(phones.triphoneCount());
    return all;
  }

  private static List<Integer> states(PhoneSet phones, int sequence) {
    List<Integer> states = new ArrayList<>();
    for (int state = 0; state < phones.statesPerPhone(); state++) {
      states.add(phones.tiedState(sequence, state));
    }
    return states;
  }
}
