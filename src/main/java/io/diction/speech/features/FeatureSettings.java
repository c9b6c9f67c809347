package io.diction.speech.features;

import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * How cepstra are computed; an acoustic model fits only the settings it was trained with.
 *
 * @param sampleRateHz samples a second
 * @param filters triangular mel filters
 * @param lowerHz lower edge of the first filter
 * @param upperHz upper edge of the last filter, at most half the sample rate
 * @param lifter period of the sine lifter in cepstra, 0 for none
 * @param cepstra coefficients kept, the zeroth included
 * @param preEmphasis weight of the sample before, 0 to 1
 * @param suppressNoise whether stationary noise is taken out of the mel spectrum
 */
public record FeatureSettings(
    int sampleRateHz,
    int filters,
    double lowerHz,
    double upperHz,
    int lifter,
    int cepstra,
    double preEmphasis,
    boolean suppressNoise) {

  /** Those of CMU's wide-band models. */
  public static final FeatureSettings WIDE_BAND =
      new FeatureSettings(16_000, 25, 130, 6800, 22, 13, 0.97, true);

  /** Frames a second. */
  public static final int FRAME_RATE_HZ = 100;

  private static final Set<String> WITHOUT_EFFECT =
      Set.of("-agc", "-cmn", "-cmninit", "-model", "-svspec", "-varnorm", "-feat", "-transform");

  public FeatureSettings {
    require(sampleRateHz >= 1000 && sampleRateHz <= 192_000, "sample rate", sampleRateHz);
    require(filters >= 1 && filters <= 256, "number of filters", filters);
    require(lowerHz >= 0, "lower frequency", lowerHz);
    require(upperHz > lowerHz && upperHz <= sampleRateHz / 2.0 + 1, "upper frequency", upperHz);
    require(lifter >= 0 && lifter <= 1000, "lifter", lifter);
    require(cepstra >= 2 && cepstra <= filters, "number of cepstra", cepstra);
    require(preEmphasis >= 0 && preEmphasis <= 1, "pre-emphasis", preEmphasis);
  }

  /** Samples from one frame to the next. */
  public int frameShift() {
    return (int) ((double) sampleRateHz / FRAME_RATE_HZ + 0.5);
  }

  /** Samples a frame looks at: 25.625 ms. */
  public int frameLength() {
    return (int) (0.025625 * sampleRateHz + 0.5);
  }

  /**
   * Reads {@code feat.params}: options and values, separated by white space.
   *
   * @param source name for messages
   * @throws FormatException for an unknown option, a feature type or transform other than {@code
   *     1s_c_d_dd} and {@code dct}, or a value out of range
   */
  public static FeatureSettings read(InputStream in, String source) throws IOException {
    FeatureSettings settings = WIDE_BAND;
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (number > 1000) {
        throw new FormatException(source, "line " + number, "too long for feature settings");
      }
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split("\\s+");
      if (parts.length % 2 != 0) {
        throw new FormatException(source, "line " + number, "an option without a value");
      }
      for (int i = 0; i < parts.length; i += 2) {
        try {
          settings = settings.with(parts[i], parts[i + 1]);
        } catch (IllegalArgumentException e) {
          throw new FormatException(source, "line " + number, reason(e, parts[i + 1]), e);
        }
      }
    }
    return settings;
  }

  private static String reason(IllegalArgumentException e, String value) {
    return e instanceof NumberFormatException ? "not a number: " + value : e.getMessage();
  }

  private FeatureSettings with(String option, String value) {
    return switch (option) {
      case "-samprate" -> with((int) Double.parseDouble(value), filters, lowerHz, upperHz, lifter);
      case "-nfilt" -> with(sampleRateHz, Integer.parseInt(value), lowerHz, upperHz, lifter);
      case "-lowerf" -> with(sampleRateHz, filters, Double.parseDouble(value), upperHz, lifter);
      case "-upperf" -> with(sampleRateHz, filters, lowerHz, Double.parseDouble(value), lifter);
      case "-lifter" -> with(sampleRateHz, filters, lowerHz, upperHz, Integer.parseInt(value));
      case "-remove_noise" ->
          new FeatureSettings(
              sampleRateHz, filters, lowerHz, upperHz, lifter, cepstra, preEmphasis, yes(value));
      case "-alpha" ->
          new FeatureSettings(
              sampleRateHz,
              filters,
              lowerHz,
              upperHz,
              lifter,
              cepstra,
              Double.parseDouble(value),
              suppressNoise);
      default -> {
        if (!WITHOUT_EFFECT.contains(option)) {
          throw new IllegalArgumentException("unknown option " + option);
        }
        requireSupported(option, value);
        yield this;
      }
    };
  }

  private FeatureSettings with(
      int sampleRateHz, int filters, double lowerHz, double upperHz, int lifter) {
    return new FeatureSettings(
        sampleRateHz, filters, lowerHz, upperHz, lifter, cepstra, preEmphasis, suppressNoise);
  }

  private static void requireSupported(String option, String value) {
    boolean supported =
        switch (option) {
          case "-feat" -> value.equals("1s_c_d_dd");
          case "-transform" -> value.equals("dct");
          case "-agc" -> value.equals("none");
          case "-varnorm" -> value.equals("no");
          case "-cmn" -> !value.equals("none");
          default -> true;
        };
    if (!supported) {
      throw new IllegalArgumentException("unsupported: " + option + " " + value);
    }
  }

  private static boolean yes(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "1" -> true;
      case "no", "false", "0" -> false;
      default -> throw new IllegalArgumentException("neither yes nor no: " + value);
    };
  }

  private static void require(boolean holds, String what, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " out of range: " + value);
    }
  }
}
