package io.diction.speech.features;

/**
 * Cepstra of the lower mel filters alone, for recordings whose true bandwidth ends below the upper
 * ones, and what a model's cepstra of all filters say of them.
 *
 * <p>Cepstra of all filters stand for a smooth logarithmic mel spectrum; its lower part,
 * transformed by itself, gives cepstra of the lower filters. Both steps are linear, so a Gaussian
 * of the one becomes a Gaussian of the other: what the missing filters would have said is summed
 * out instead of guessed (marginalisation as in M. Cooke and others, "Robust automatic speech
 * recognition with missing and unreliable acoustic data", Speech Communication 34(3), 2001, but in
 * cepstra).
 *
 * <p>Fewer filters hold fewer cepstra of the same fineness: those beyond are 0 in features and
 * Gaussians alike.
 */
public final class NarrowBand {
  private NarrowBand() {}

  /** Cepstra that so many filters hold. */
  public static int cepstra(FeatureSettings settings, int filters) {
    return (int) Math.round((double) settings.cepstra() * filters / settings.filters());
  }

  /**
   * From cepstra of all filters to those of the lower ones.
   *
   * @param filters how many of the lower ones, fewer than all
   * @return [cepstrum of the lower filters * cepstra + cepstrum], {@link #cepstra} rows
   */
  public static double[] projection(FeatureSettings settings, int filters) {
    int size = settings.cepstra();
    double[] transform = transform(settings, filters);
    double[] inverse = inverse(settings);
    int rows = cepstra(settings, filters);
    double[] projection = new double[rows * size];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int f = 0; f < filters; f++) {
          sum += transform[i * filters + f] * inverse[f * size + j];
        }
        projection[i * size + j] = sum;
      }
    }
    return projection;
  }

  /** [cepstrum * filters + filter] orthonormal cosine transform of so many filters, liftered. */
  static double[] transform(FeatureSettings settings, int filters) {
    double[] rows = new double[settings.cepstra() * filters];
    for (int i = 0; i < settings.cepstra(); i++) {
      double scale = StrictMath.sqrt((i == 0 ? 1.0 : 2.0) / filters) * lift(settings, i);
      for (int filter = 0; filter < filters; filter++) {
        rows[i * filters + filter] = scale * StrictMath.cos(Math.PI / filters * i * (filter + 0.5));
      }
    }
    return rows;
  }

  /** [filter * cepstra + cepstrum] the way back from cepstra of all filters. */
  static double[] inverse(FeatureSettings settings) {
    int filters = settings.filters();
    int size = settings.cepstra();
    double[] transform = transform(settings, filters);
    double[] inverse = new double[filters * size];
    for (int i = 0; i < size; i++) {
      double lift = lift(settings, i);
      for (int f = 0; f < filters; f++) {
        inverse[f * size + i] = transform[i * filters + f] / lift / lift;
      }
    }
    return inverse;
  }

  private static double lift(FeatureSettings settings, int i) {
    return settings.lifter() > 0
        ? 1 + settings.lifter() / 2.0 * StrictMath.sin(i * Math.PI / settings.lifter())
        : 1;
  }
}
