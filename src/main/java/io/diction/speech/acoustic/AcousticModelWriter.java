package io.diction.speech.acoustic;

import io.diction.speech.BinaryFile;
import io.diction.speech.features.FeatureSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Writes an acoustic model in the layout of CMU Sphinx, so that {@link AcousticModelReader} and the
 * C programs read it: {@code feat.params}, {@code mdef}, {@code means}, {@code variances}, {@code
 * mixture_weights} or {@code sendump}, {@code transition_matrices} and {@code noisedict}. The same
 * model gives the same bytes.
 *
 * <pre>{@code
 * AcousticModelWriter.write(model, folder, Form.EXACT);
 * AcousticModel same = AcousticModelReader.read(folder);
 * }</pre>
 */
public final class AcousticModelWriter {
  /** Which of the published forms of phones and weights is written. */
  public enum Form {
    /** Text {@code mdef} and {@code mixture_weights}: nothing is lost. */
    EXACT,
    /**
     * Binary {@code mdef} and, unless the model is continuous, {@code sendump}, in which a weight
     * is one byte: a third of the size, weights within 5 percent.
     */
    COMPACT
  }

  private AcousticModelWriter() {}

  /**
   * Writes a model's files. Each is written beside its place, forced to disk and renamed; for all
   * or nothing give a folder that is renamed afterwards.
   *
   * @param folder exists; files of the same names are replaced, those of the other form deleted
   * @throws IllegalArgumentException when tied states of phones without context are not the first,
   *     as the layout demands
   */
  public static void write(AcousticModel model, Path folder, Form form) throws IOException {
    requireContextFreeFirst(model.phones());
    boolean quantised = form == Form.COMPACT && model.kind() != AcousticModel.Kind.CONTINUOUS;
    text(folder.resolve("feat.params"), features(model));
    text(folder.resolve("noisedict"), noises(model.phones()));
    BinaryFile.replace(
        folder.resolve("mdef"),
        out -> {
          if (form == Form.COMPACT) {
            BinaryPhoneSet.write(model.phones(), out);
          } else {
            writePhones(model.phones(), out);
          }
        });
    BinaryFile.replace(folder.resolve("means"), out -> writeGaussians(model, model.means(), out));
    BinaryFile.replace(
        folder.resolve("variances"), out -> writeGaussians(model, model.variances(), out));
    if (quantised) {
      BinaryFile.replace(folder.resolve("sendump"), out -> QuantisedWeights.write(model, out));
    } else {
      BinaryFile.replace(folder.resolve("mixture_weights"), out -> writeWeights(model, out));
    }
    Files.deleteIfExists(folder.resolve(quantised ? "mixture_weights" : "sendump"));
    BinaryFile.replace(folder.resolve("transition_matrices"), out -> writeTransitions(model, out));
  }

  private static void requireContextFreeFirst(PhoneSet phones) {
    boolean[] used = new boolean[phones.contextFreeTiedStates()];
    for (int phone = 0; phone < phones.size(); phone++) {
      for (int state = 0; state < phones.statesPerPhone(); state++) {
        used[phones.tiedState(phones.contextFree(phone), state)] = true;
      }
    }
    for (int state = 0; state < used.length; state++) {
      if (!used[state]) {
        throw new IllegalArgumentException(
            "tied state "
                + state
                + " belongs to triphones alone, but a phone without context has a later one");
      }
    }
  }

  private static void text(Path file, String text) throws IOException {
    BinaryFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String features(AcousticModel model) {
    FeatureSettings features = model.features();
    StringBuilder text = new StringBuilder();
    if (features.sampleRateHz() != FeatureSettings.WIDE_BAND.sampleRateHz()) {
      text.append("-samprate ").append(features.sampleRateHz()).append('\n');
    }
    text.append("-lowerf ").append(number(features.lowerHz()));
    text.append("\n-upperf ").append(number(features.upperHz()));
    text.append("\n-nfilt ").append(features.filters());
    if (features.cepstra() != FeatureSettings.WIDE_BAND.cepstra()) {
      text.append("\n-ncep ").append(features.cepstra());
    }
    if (features.preEmphasis() != FeatureSettings.WIDE_BAND.preEmphasis()) {
      text.append("\n-alpha ").append(number(features.preEmphasis()));
    }
    text.append("\n-transform dct\n-lifter ").append(features.lifter());
    text.append("\n-feat 1s_c_d_dd\n");
    if (model.streams() > 1) {
      StringJoiner streams = new StringJoiner("/");
      int from = 0;
      for (int length : model.streamLengths()) {
        streams.add(from + "-" + (from + length - 1));
        from += length;
      }
      text.append("-svspec ").append(streams).append('\n');
    }
    text.append("-agc none\n-cmn batch\n-varnorm no\n-remove_noise ");
    text.append(features.suppressNoise() ? "yes" : "no");
    text.append("\n-model ").append(kind(model)).append('\n');
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String kind(AcousticModel model) {
    return switch (model.kind()) {
      case SEMI_CONTINUOUS -> "semi";
      case PHONETICALLY_TIED -> "ptm";
      case CONTINUOUS -> "cont";
    };
  }

  private static String noises(PhoneSet phones) {
    StringBuilder text = new StringBuilder("<s> SIL\n</s> SIL\n<sil> SIL\n");
    for (int phone = 0; phone < phones.size(); phone++) {
      String name = phones.names().get(phone);
      if (phones.isFiller(phone) && phone != phones.silence()) {
        text.append('[').append(name.replace("+", "")).append("] ").append(name).append('\n');
      }
    }
    return text.toString();
  }

  private static void writePhones(PhoneSet phones, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    int states = phones.statesPerPhone();
    int rows = phones.size() + phones.triphoneCount();
    text.write("0.3\n%d n_base\n%d n_tri\n".formatted(phones.size(), phones.triphoneCount()));
    text.write(
        "%d n_state_map\n%d n_tied_state\n".formatted(rows * (states + 1), phones.tiedStates()));
    text.write(
        "%d n_tied_ci_state\n%d n_tied_tmat\n#\n"
            .formatted(phones.contextFreeTiedStates(), phones.size()));
    text.write("#base lft rt p attrib tmat ... state ids ...\n");
    for (int phone = 0; phone < phones.size(); phone++) {
      text.write(phones.names().get(phone));
      text.write(phones.isFiller(phone) ? " - - - filler" : " - - - n/a");
      writeStates(phones, phone, phones.contextFree(phone), text);
    }
    try {
      phones.forEachTriphone(
          (phone, left, right, position, sequence) -> {
            try {
              text.write(phones.names().get(phone));
              text.write(" ");
              text.write(phones.names().get(left));
              text.write(" ");
              text.write(phones.names().get(right));
              text.write(
                  switch (position) {
                    case BEGIN -> " b n/a";
                    case END -> " e n/a";
                    case INTERNAL -> " i n/a";
                    case SINGLE -> " s n/a";
                  });
              writeStates(phones, phone, sequence, text);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    text.flush();
  }

  private static void writeStates(PhoneSet phones, int phone, int sequence, Writer text)
      throws IOException {
    text.write(" " + phone);
    for (int state = 0; state < phones.statesPerPhone(); state++) {
      text.write(" " + phones.tiedState(sequence, state));
    }
    text.write(" N\n");
  }

  private static void writeGaussians(AcousticModel model, float[] values, OutputStream out)
      throws IOException {
    SphinxFileWriter file = new SphinxFileWriter(out);
    file.integer(model.codebooks());
    file.integer(model.streams());
    file.integer(model.densities());
    for (int length : model.streamLengths()) {
      file.integer(length);
    }
    file.floats(values);
    file.end();
  }

  private static void writeWeights(AcousticModel model, OutputStream out) throws IOException {
    SphinxFileWriter file = new SphinxFileWriter(out);
    file.integer(model.phones().tiedStates());
    file.integer(model.streams());
    file.integer(model.densities());
    file.floats(model.weights());
    file.end();
  }

  private static void writeTransitions(AcousticModel model, OutputStream out) throws IOException {
    SphinxFileWriter file = new SphinxFileWriter(out);
    file.integer(model.phones().size());
    file.integer(model.phones().statesPerPhone());
    file.integer(model.phones().statesPerPhone() + 1);
    file.floats(model.transitions());
    file.end();
  }
}
