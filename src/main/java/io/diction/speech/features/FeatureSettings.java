package io.diction.speech.features;

import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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

  /** Options that do not change cepstra, or that we do otherwise than the C programs. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "-agc",
          "-cmn",
          "-cmninit",
          "-dither",
          "-feat",
          "-frate",
          "-lda",
          "-ldadim",
          "-logspec",
          "-model",
          "-nfft",
          "-remove_dc",
          "-remove_silence",
          "-round_filters",
          "-smoothspec",
          "-svspec",
          "-transform",
          "-unit_area",
          "-varnorm",
          "-wlen");

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
    Options options = new Options();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (number > 1000 || line.length() > 10_000) {
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
          options.set(parts[i], parts[i + 1], number);
        } catch (IllegalArgumentException e) {
          throw new FormatException(source, "line " + number, reason(e, parts[i + 1]), e);
        }
      }
    }
    try {
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw new FormatException(source, options.position(e), e.getMessage(), e);
    }
  }

  private static String reason(IllegalArgumentException e, String value) {
    return e instanceof NumberFormatException ? "not a number: " + clip(value) : e.getMessage();
  }

  private static String clip(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** Options as they come, in any order; only all of them together can be judged. */
  private static final class Options {
    private int sampleRateHz = WIDE_BAND.sampleRateHz;
    private int filters = WIDE_BAND.filters;
    private double lowerHz = WIDE_BAND.lowerHz;
    private double upperHz = WIDE_BAND.upperHz;
    private int lifter = WIDE_BAND.lifter;
    private int cepstra = WIDE_BAND.cepstra;
    private double preEmphasis = WIDE_BAND.preEmphasis;
    private boolean suppressNoise = WIDE_BAND.suppressNoise;

    /** What a setting is called in messages, and the line that set it. */
    private final Map<String, Integer> lines = new HashMap<>();

    void set(String option, String value, int line) {
      switch (option) {
        case "-samprate" -> {
          sampleRateHz = (int) Double.parseDouble(value);
          lines.put("sample rate", line);
        }
        case "-nfilt" -> {
          filters = Integer.parseInt(value);
          lines.put("number of filters", line);
        }
        case "-lowerf" -> {
          lowerHz = Double.parseDouble(value);
          lines.put("lower frequency", line);
        }
        case "-upperf" -> {
          upperHz = Double.parseDouble(value);
          lines.put("upper frequency", line);
        }
        case "-lifter" -> {
          lifter = Integer.parseInt(value);
          lines.put("lifter", line);
        }
        case "-ncep" -> {
          cepstra = Integer.parseInt(value);
          lines.put("number of cepstra", line);
        }
        case "-alpha" -> {
          preEmphasis = Double.parseDouble(value);
          lines.put("pre-emphasis", line);
        }
        case "-remove_noise" -> suppressNoise = yes(value);
        default -> {
          if (!WITHOUT_EFFECT.contains(option)) {
            throw new IllegalArgumentException("unknown option " + clip(option));
          }
          requireSupported(option, value);
        }
      }
    }

    /** Of the setting that a message begins with. */
    String position(IllegalArgumentException problem) {
      for (Map.Entry<String, Integer> each : lines.entrySet()) {
        if (String.valueOf(problem.getMessage()).startsWith(each.getKey())) {
          return "line " + each.getValue();
        }
      }
      return "";
    }

    FeatureSettings settings() {
      return new FeatureSettings(
          sampleRateHz, filters, lowerHz, upperHz, lifter, cepstra, preEmphasis, suppressNoise);
    }
  }

  private static void requireSupported(String option, String value) {
    boolean supported =
        switch (option) {
          case "-feat" -> value.equals("1s_c_d_dd");
          case "-transform" -> value.equals("dct");
          case "-agc" -> value.equals("none");
          case "-varnorm", "-smoothspec", "-logspec", "-remove_dc" -> !yes(value);
          case "-round_filters", "-unit_area" -> yes(value);
          case "-cmn" -> !value.equals("none");
          case "-frate" -> Double.parseDouble(value) == FRAME_RATE_HZ;
          case "-wlen" -> Math.abs(Double.parseDouble(value) - 0.025625) < 1e-6;
          default -> true;
        };
    if (!supported) {
      throw new IllegalArgumentException("unsupported: " + option + " " + clip(value));
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
