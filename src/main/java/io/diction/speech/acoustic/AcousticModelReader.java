package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import io.diction.speech.features.FeatureSettings;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads an acoustic model in the layout of CMU Sphinx: {@code feat.params}, {@code mdef} in text or
 * binary form, {@code means}, {@code variances}, {@code mixture_weights} or else {@code sendump},
 * and {@code transition_matrices}; little-endian or big-endian; semi-continuous, phonetically tied
 * or continuous.
 */
public final class AcousticModelReader {
  /** Opens the files of a model by name: a folder, a class path, an archive. */
  @FunctionalInterface
  public interface Files {
    /**
     * @param name such as {@code means}
     * @throws IOException when there is none
     */
    InputStream open(String name) throws IOException;
  }

  private static final String TRANSFORM = "feature_transform";

  private static final int MAX_CODEBOOKS = 100_000;
  private static final int MAX_DENSITIES = 4096;
  private static final int MAX_STREAMS = 16;
  private static final int MAX_DIMENSION = 1024;

  /** Smallest variance, mixture weight and transition probability; Sphinx's own floors. */
  private static final float VARIANCE_FLOOR = 1e-4f;

  private static final float WEIGHT_FLOOR = 1e-7f;
  private static final float TRANSITION_FLOOR = 1e-4f;

  /** How far from 1 the sum of probabilities may be that were normalised as floats. */
  private static final double SUM_TOLERANCE = 1e-5;

  /** Dividing by a sum above 1 takes floored values below the floor by up to this factor. */
  private static final float FLOOR_TOLERANCE = 0.99f;

  private final Files files;
  private final String name;

  private AcousticModelReader(Files files, String name) {
    this.files = files;
    this.name = name;
  }

  /**
   * Reads a model.
   *
   * @param name of the model, for messages
   * @throws FormatException when a file is damaged or the files do not belong together
   */
  public static AcousticModel read(Files files, String name) throws IOException {
    return new AcousticModelReader(files, name).read();
  }

  /**
   * Reads a model from a folder.
   *
   * @throws FormatException when a file is missing or damaged or the files do not belong together
   */
  public static AcousticModel read(Path folder) throws IOException {
    return read(
        name -> {
          Path file = folder.resolve(name);
          if (!java.nio.file.Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
          }
          return new BufferedInputStream(java.nio.file.Files.newInputStream(file), 1 << 16);
        },
        String.valueOf(folder.getFileName()));
  }

  private AcousticModel read() throws IOException {
    refuseTransform();
    FeatureSettings features;
    try (InputStream in = open("feat.params")) {
      features = FeatureSettings.read(in, source("feat.params"));
    }
    PhoneSet phones;
    try (InputStream in = open("mdef")) {
      phones = PhoneSetReader.read(in, source("mdef"));
    }
    Gaussians means = gaussians("means");
    Gaussians variances = gaussians("variances");
    if (!means.sameShape(variances)) {
      throw new FormatException(source("variances"), "", "its shape is not that of means");
    }
    int frame = Arrays.stream(means.streamLengths).sum();
    if (frame != 3 * features.cepstra()) {
      throw new FormatException(
          source("means"), "", frame + " dimensions, the features have " + 3 * features.cepstra());
    }
    for (int i = 0; i < variances.values.length; i++) {
      variances.values[i] = Math.max(variances.values[i], VARIANCE_FLOOR);
    }
    return new AcousticModel(
        phones,
        features,
        means.codebooks,
        means.densities,
        means.streamLengths,
        means.values,
        variances.values,
        weights(phones, means),
        transitions(phones),
        codebookOfState(phones, means.codebooks));
  }

  private InputStream open(String file) throws IOException {
    try {
      return files.open(file);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new FormatException(source(file), "", "missing", e);
    }
  }

  private void refuseTransform() throws IOException {
    try {
      files.open(TRANSFORM).close();
    } catch (FileNotFoundException | NoSuchFileException e) {
      // None, as it should be.
      return;
    }
    throw new FormatException(
        source(TRANSFORM),
        "",
        "models with a linear transform of features (LDA, MLLT) are not supported");
  }

  private static final class Gaussians {
    private int codebooks;
    private int densities;
    private int[] streamLengths = new int[0];
    private float[] values = new float[0];

    private boolean sameShape(Gaussians other) {
      return codebooks == other.codebooks
          && densities == other.densities
          && Arrays.equals(streamLengths, other.streamLengths);
    }
  }

  private Gaussians gaussians(String file) throws IOException {
    try (InputStream in = open(file)) {
      SphinxFile parameters = SphinxFile.read(in, source(file));
      Gaussians gaussians = new Gaussians();
      gaussians.codebooks = parameters.count("number of codebooks", MAX_CODEBOOKS);
      int streams = parameters.count("number of streams", MAX_STREAMS);
      gaussians.densities = parameters.count("number of Gaussians", MAX_DENSITIES);
      gaussians.streamLengths = new int[streams];
      int frame = 0;
      for (int i = 0; i < streams; i++) {
        gaussians.streamLengths[i] = parameters.count("length of a stream", MAX_DIMENSION);
        frame += gaussians.streamLengths[i];
      }
      gaussians.values =
          parameters.floats((long) gaussians.codebooks * gaussians.densities * frame);
      parameters.end();
      return gaussians;
    }
  }

  private float[] weights(PhoneSet phones, Gaussians gaussians) throws IOException {
    int streams = gaussians.streamLengths.length;
    InputStream exact;
    try {
      exact = files.open("mixture_weights");
    } catch (FileNotFoundException | NoSuchFileException e) {
      return quantisedWeights(phones, streams, gaussians.densities);
    }
    String source = source("mixture_weights");
    try (InputStream in = exact) {
      SphinxFile parameters = SphinxFile.read(in, source);
      int states = parameters.count("number of tied states", PhoneSet.MAX_TIED_STATES);
      int stated = parameters.count("number of streams", MAX_STREAMS);
      int densities = parameters.count("number of Gaussians", MAX_DENSITIES);
      if (states != phones.tiedStates() || stated != streams || densities != gaussians.densities) {
        throw new FormatException(
            source,
            "",
            "its shape %d x %d x %d fits neither mdef nor means"
                .formatted(states, stated, densities));
      }
      float[] weights = parameters.floats((long) states * streams * densities);
      parameters.end();
      normalise(weights, densities, source);
      return weights;
    }
  }

  private float[] quantisedWeights(PhoneSet phones, int streams, int densities) throws IOException {
    InputStream quantised;
    try {
      quantised = files.open("sendump");
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new FormatException(source("mixture_weights"), "", "missing, and so is sendump", e);
    }
    try (InputStream in = quantised) {
      String source = source("sendump");
      float[] weights = QuantisedWeights.read(in, source, phones.tiedStates(), streams, densities);
      normalise(weights, densities, source);
      return weights;
    }
  }

  private static void normalise(float[] weights, int densities, String source) {
    for (int at = 0; at < weights.length; at += densities) {
      normalise(weights, at, densities, WEIGHT_FLOOR, WEIGHT_FLOOR, source);
    }
  }

  private float[] transitions(PhoneSet phones) throws IOException {
    String file = "transition_matrices";
    try (InputStream in = open(file)) {
      SphinxFile parameters = SphinxFile.read(in, source(file));
      int matrices = parameters.count("number of matrices", phones.size());
      int from = parameters.count("number of states", phones.statesPerPhone());
      int to = parameters.count("number of states", phones.statesPerPhone() + 1);
      if (matrices != phones.size()
          || from != phones.statesPerPhone()
          || to != phones.statesPerPhone() + 1) {
        throw new FormatException(source(file), "", "its shape does not fit mdef");
      }
      float[] transitions = parameters.floats((long) matrices * from * to);
      parameters.end();
      for (int row = 0; row < matrices * from; row++) {
        for (int i = 0; i < row % from; i++) {
          if (transitions[row * to + i] > 0) {
            throw new FormatException(source(file), "", "a transition leads backwards");
          }
        }
        normalise(transitions, row * to, to, TRANSITION_FLOOR, 0, source(file));
      }
      return transitions;
    }
  }

  /**
   * Makes values add up to 1, none below a floor. What does so already stays as it is to the last
   * bit, so that a model read from what was written is the same.
   *
   * @param floor of values above 0
   * @param floorOfZero of values that are 0
   */
  private static void normalise(
      float[] values, int at, int length, float floor, float floorOfZero, String source) {
    double sum = 0;
    boolean floored = true;
    for (int i = at; i < at + length; i++) {
      if (values[i] < 0) {
        throw new FormatException(source, "row " + at / length, "below 0: " + values[i]);
      }
      sum += values[i];
      floored &= values[i] >= (values[i] > 0 ? floor : floorOfZero) * FLOOR_TOLERANCE;
    }
    if (sum <= 0) {
      throw new FormatException(source, "row " + at / length, "adds up to 0");
    }
    if (floored && Math.abs(sum - 1) < SUM_TOLERANCE) {
      return;
    }
    double raised = 0;
    for (int i = at; i < at + length; i++) {
      values[i] = Math.max((float) (values[i] / sum), values[i] > 0 ? floor : floorOfZero);
      raised += values[i];
    }
    for (int i = at; i < at + length; i++) {
      values[i] = (float) (values[i] / raised);
    }
  }

  private int[] codebookOfState(PhoneSet phones, int codebooks) {
    int[] codebookOfState = new int[phones.tiedStates()];
    for (int state = 0; state < codebookOfState.length; state++) {
      if (codebooks == phones.tiedStates()) {
        codebookOfState[state] = state;
      } else if (codebooks == phones.size()) {
        codebookOfState[state] = phones.phoneOfTiedState(state);
      } else if (codebooks != 1) {
        throw new FormatException(
            source("means"),
            "",
            "%d codebooks for %d phones and %d tied states"
                .formatted(codebooks, phones.size(), phones.tiedStates()));
      }
    }
    return codebookOfState;
  }

  private String source(String file) {
    return name + "/" + file;
  }
}
