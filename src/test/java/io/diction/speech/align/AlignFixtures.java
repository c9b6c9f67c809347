package io.diction.speech.align;

import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.acoustic.PhoneSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Models to align with. */
final class AlignFixtures {
  private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/en-us/";

  private AlignFixtures() {}

  static UtteranceAligner aligner() {
    return new UtteranceAligner(english(), AlignmentSettings.DEFAULT);
  }

  static AlignmentModel english() {
    SpeechModel english = SpeechModel.english();
    return new AlignmentModel(english.acousticModel(), english.lexicon());
  }

  /** The English model without its triphones: their tied states follow those without context. */
  static AcousticModel contextIndependent() {
    AcousticModel english = SpeechModel.english().acousticModel();
    int states = english.phones().size() * english.phones().statesPerPhone();
    try {
      return AcousticModelReader.read(
          name ->
              switch (name) {
                case "mdef" -> new ByteArrayInputStream(phonesAlone(english.phones()));
                case "mixture_weights" -> new ByteArrayInputStream(firstWeights(english, states));
                default -> open(name);
              },
          "phones alone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] phonesAlone(PhoneSet phones) {
    int count = phones.size();
    List<String> header =
        List.of(
            "0.3",
            count + " n_base",
            "0 n_tri",
            4 * count + " n_state_map",
            3 * count + " n_tied_state",
            3 * count + " n_tied_ci_state",
            count + " n_tied_tmat");
    String text = header.stream().collect(Collectors.joining("\n", "", "\n"));
    StringBuilder rows = new StringBuilder(text);
    for (int phone = 0; phone < count; phone++) {
      int sequence = phones.contextFree(phone);
      rows.append(
          "%s - - - %s %d %d %d %d N%n"
              .replace("%n", "\n")
              .formatted(
                  phones.names().get(phone),
                  phones.isFiller(phone) ? "filler" : "n/a",
                  phone,
                  phones.tiedState(sequence, 0),
                  phones.tiedState(sequence, 1),
                  phones.tiedState(sequence, 2)));
    }
    return rows.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] firstWeights(AcousticModel model, int states) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("s3\nversion 1.0\nendhdr\n");
    int values = states * model.streams() * model.densities();
    for (int number : new int[] {0x11223344, states, model.streams(), model.densities(), values}) {
      out.writeInt(number);
    }
    for (int i = 0; i < values; i++) {
      out.writeFloat(model.weights()[i]);
    }
    return bytes.toByteArray();
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = AlignFixtures.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }
}
