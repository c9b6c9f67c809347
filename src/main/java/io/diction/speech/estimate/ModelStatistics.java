package io.diction.speech.estimate;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import io.diction.speech.acoustic.AcousticModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What adaptation and training need to know of any amount of speech: for each Gaussian the sums of
 * posteriors, of frames and of squared frames weighted by them; for each tied state the sums of its
 * mixture's posteriors; for each phone the transitions taken.
 *
 * <p>The size depends on the model alone. Not safe for threads: each fills its own, and {@link
 * #add} joins them; the order of joining is part of the result.
 */
public final class ModelStatistics {
  private static final String FORMAT = "statistics";

  /** [(codebook * streams + stream) * densities + density] frames. */
  final double[] occupancy;

  /** Laid out like the model's means: posterior-weighted sums of frames. */
  final double[] first;

  /** Laid out like the model's means: posterior-weighted sums of squared frames. */
  final double[] second;

  /** Laid out like the model's mixture weights: frames. */
  final double[] mixtures;

  /** Laid out like the model's transitions: transitions taken. */
  final double[] transitions;

  private long frames;
  private double logLikelihood;

  /** Empty statistics of the shape of a model. */
  public ModelStatistics(AcousticModel model) {
    occupancy = new double[model.codebooks() * model.streams() * model.densities()];
    first = new double[model.means().length];
    second = new double[model.means().length];
    mixtures = new double[model.weights().length];
    transitions = new double[model.transitions().length];
  }

  /** Frames added. */
  public long frames() {
    return frames;
  }

  /** Sum of ln p(frame | its state) under the model that collected. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Frames of one Gaussian; see {@link #occupancyIndex}. */
  public double occupancy(int index) {
    return occupancy[index];
  }

  /** Where a Gaussian's occupancy stands. */
  public static int occupancyIndex(AcousticModel model, int codebook, int stream, int density) {
    return (codebook * model.streams() + stream) * model.densities() + density;
  }

  /** Weighted sum of frames in one dimension of a Gaussian, indexed like the model's means. */
  public double first(int index) {
    return first[index];
  }

  /** Weighted sum of squared frames in one dimension, indexed like the model's means. */
  public double second(int index) {
    return second[index];
  }

  /** Frames of one density of a tied state's mixture, indexed like the model's weights. */
  public double mixture(int index) {
    return mixtures[index];
  }

  /** How often a transition was taken, indexed like the model's transitions. */
  public double transition(int index) {
    return transitions[index];
  }

  /** Counts a transition, indexed like the model's transitions. */
  public void addTransition(int index, double count) {
    transitions[index] += count;
  }

  void addFrame(double logProb) {
    frames++;
    logLikelihood += logProb;
  }

  /**
   * Adds the sums of other speech.
   *
   * @throws IllegalArgumentException when they are of a model of another shape
   */
  public void add(ModelStatistics other) {
    if (other.occupancy.length != occupancy.length
        || other.first.length != first.length
        || other.mixtures.length != mixtures.length
        || other.transitions.length != transitions.length) {
      throw new IllegalArgumentException("statistics of models of different shapes");
    }
    frames += other.frames;
    logLikelihood += other.logLikelihood;
    add(occupancy, other.occupancy);
    add(first, other.first);
    add(second, other.second);
    add(mixtures, other.mixtures);
    add(transitions, other.transitions);
  }

  private static void add(double[] sums, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  /** Back to empty, for use again. */
  public void clear() {
    frames = 0;
    logLikelihood = 0;
    for (double[] sums : new double[][] {occupancy, first, second, mixtures, transitions}) {
      Arrays.fill(sums, 0);
    }
  }

  /** Writes a file from which {@link #read} makes the same statistics. */
  public void write(Path file) throws IOException {
    BinaryFile.write(
        file,
        FORMAT,
        1,
        out -> {
          out.writeLong(frames);
          out.writeDouble(logLikelihood);
          for (double[] sums : new double[][] {occupancy, first, second, mixtures, transitions}) {
            write(out, sums);
          }
        });
  }

  /** Most sums are 0: runs of zeros are counted. */
  private static void write(DataOutputStream out, double[] sums) throws IOException {
    out.writeInt(sums.length);
    int at = 0;
    while (at < sums.length) {
      int from = at;
      while (at < sums.length && sums[at] == 0) {
        at++;
      }
      int zeros = at - from;
      from = at;
      while (at < sums.length && sums[at] != 0) {
        at++;
      }
      out.writeInt(zeros);
      out.writeInt(at - from);
      for (int i = from; i < at; i++) {
        out.writeDouble(sums[i]);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws FormatException when the file is damaged or of a model of another shape
   */
  public static ModelStatistics read(Path file, AcousticModel model) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        1,
        1,
        (in, limit) -> {
          ModelStatistics statistics = new ModelStatistics(model);
          statistics.frames = in.readLong();
          statistics.logLikelihood = in.readDouble();
          read(in, statistics.occupancy);
          read(in, statistics.first);
          read(in, statistics.second);
          read(in, statistics.mixtures);
          read(in, statistics.transitions);
          return statistics;
        });
  }

  private static void read(DataInputStream in, double[] sums) throws IOException {
    if (in.readInt() != sums.length) {
      throw new IllegalArgumentException("of another shape");
    }
    int at = 0;
    while (at < sums.length) {
      int zeros = in.readInt();
      int values = in.readInt();
      if (zeros < 0
          || values < 0
          || (long) at + zeros + values > sums.length
          || zeros + values == 0) {
        throw new IllegalArgumentException("impossible run");
      }
      at += zeros;
      for (int end = at + values; at < end; at++) {
        sums[at] = in.readDouble();
        if (!Double.isFinite(sums[at])) {
          throw new IllegalArgumentException("a sum of " + sums[at]);
        }
      }
    }
  }
}
