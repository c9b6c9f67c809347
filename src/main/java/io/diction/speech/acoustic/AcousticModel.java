package io.diction.speech.acoustic;

import io.diction.speech.features.BandExtension;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.features.Features;
import io.diction.speech.features.NarrowBand;
import java.util.Arrays;

/**
 * Hidden Markov models of phones in context, each tied state a mixture of Gaussians with diagonal
 * covariance.
 *
 * <p>The Gaussians lie in codebooks of equal size, one codebook for each phone (phonetically tied),
 * for each tied state (continuous) or for all (semi-continuous), once for each of the independent
 * streams that a frame is cut into. Immutable, shared by threads; the arrays are not copied and
 * must not be written.
 *
 * @param phones phones, triphones and their tied states
 * @param features what the model was trained on
 * @param codebooks number of codebooks
 * @param densities Gaussians in a codebook, per stream
 * @param streamLengths dimensions of each stream; they follow each other in a frame
 * @param means [offset(codebook, stream) + density * length + d], see {@link #offset}
 * @param variances laid out like {@code means}, above 0
 * @param weights [(tied state * streams + stream) * densities + density], each mixture adds up to 1
 * @param transitions [(phone * states + from) * (states + 1) + to] probabilities; the last column
 *     leaves the phone
 * @param codebookOfState [tied state]
 */
@SuppressWarnings("ArrayRecordComponent")
public record AcousticModel(
    PhoneSet phones,
    FeatureSettings features,
    int codebooks,
    int densities,
    int[] streamLengths,
    float[] means,
    float[] variances,
    float[] weights,
    float[] transitions,
    int[] codebookOfState) {

  /**
   * @throws IllegalArgumentException when an array has another length than its layout demands
   */
  public AcousticModel {
    int frame = Arrays.stream(streamLengths).sum();
    int states = phones.statesPerPhone();
    require("means", means.length, (long) codebooks * densities * frame);
    require("variances", variances.length, means.length);
    require(
        "weights", weights.length, (long) phones.tiedStates() * streamLengths.length * densities);
    require("transitions", transitions.length, (long) phones.size() * states * (states + 1));
    require("codebookOfState", codebookOfState.length, phones.tiedStates());
  }

  private static void require(String what, long length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          what + " holds " + length + " values, expected " + expected);
    }
  }

  /** How Gaussians are shared by tied states. */
  public enum Kind {
    /** One codebook for all. */
    SEMI_CONTINUOUS,
    /** One codebook for each phone. */
    PHONETICALLY_TIED,
    /** One codebook for each tied state. */
    CONTINUOUS
  }

  public Kind kind() {
    if (codebooks == 1) {
      return Kind.SEMI_CONTINUOUS;
    }
    return codebooks == phones.tiedStates() ? Kind.CONTINUOUS : Kind.PHONETICALLY_TIED;
  }

  public int streams() {
    return streamLengths.length;
  }

  /**
   * The front end that every recording passes which this model scores: one for a thread.
   *
   * @return features that find out a recording's true bandwidth, of which {@link #narrowed} models
   *     make sense
   */
  public Features newFeatures() {
    int size = features.cepstra();
    if (!hasSlopesOfCepstra()) {
      return new Features(features);
    }
    int length = streamLengths[0];
    int gaussians = codebooks * densities;
    float[] statics = new float[gaussians * size];
    float[] spreads = new float[gaussians * size];
    for (int i = 0; i < gaussians; i++) {
      int at = offset(i / densities, 0) + i % densities * length;
      System.arraycopy(means, at, statics, i * size, size);
      System.arraycopy(variances, at, spreads, i * size, size);
    }
    BandExtension extension = new BandExtension(features, statics, spreads);
    return new Features(features, extension.coversAllFilters() ? extension : null);
  }

  private boolean hasSlopesOfCepstra() {
    return Arrays.stream(streamLengths).allMatch(length -> length % features.cepstra() == 0);
  }

  /**
   * The same model for recordings of narrow band: what its Gaussians say of the lower filters.
   *
   * @param filters that carry something, fewer than all
   */
  public AcousticModel narrowed(int filters) {
    int size = features.cepstra();
    double[] projection = NarrowBand.projection(features, filters);
    int known = NarrowBand.cepstra(features, filters);
    float[] narrowMeans = new float[means.length];
    float[] narrowVariances = new float[variances.length];
    // Streams hold cepstra, slopes, slopes of slopes, and each is projected alike.
    for (int at = 0; at < means.length; at += size) {
      for (int i = 0; i < size; i++) {
        double mean = 0;
        double variance = 0;
        for (int j = 0; i < known && j < size; j++) {
          double weight = projection[i * size + j];
          mean += weight * means[at + j];
          variance += weight * weight * variances[at + j];
        }
        narrowMeans[at + i] = (float) mean;
        narrowVariances[at + i] = i < known ? (float) variance : 1;
      }
    }
    return withGaussians(narrowMeans, narrowVariances);
  }

  /** The same model with other Gaussians of the same layout. */
  public AcousticModel withGaussians(float[] otherMeans, float[] otherVariances) {
    if (otherMeans.length != means.length || otherVariances.length != variances.length) {
      throw new IllegalArgumentException(
          "%d means and %d variances for a model of %d"
              .formatted(otherMeans.length, otherVariances.length, means.length));
    }
    return new AcousticModel(
        phones,
        features,
        codebooks,
        densities,
        streamLengths,
        otherMeans,
        otherVariances,
        weights,
        transitions,
        codebookOfState);
  }

  /** The same model with other mixture weights of the same layout. */
  public AcousticModel withWeights(float[] otherWeights) {
    if (otherWeights.length != weights.length) {
      throw new IllegalArgumentException(
          "%d mixture weights for a model of %d".formatted(otherWeights.length, weights.length));
    }
    return new AcousticModel(
        phones,
        features,
        codebooks,
        densities,
        streamLengths,
        means,
        variances,
        otherWeights,
        transitions,
        codebookOfState);
  }

  /** Where a codebook's Gaussians begin in {@link #means} and {@link #variances}. */
  public int offset(int codebook, int stream) {
    int frame = 0;
    int before = 0;
    for (int s = 0; s < streamLengths.length; s++) {
      before += s < stream ? streamLengths[s] : 0;
      frame += streamLengths[s];
    }
    return densities * (codebook * frame + before);
  }
}
