package io.diction.evaluation.version;

import io.diction.custommodel.ModelVersion;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a training recorded of its input. Earlier versions recorded less.
 *
 * @param data hash of all of it; empty when not recorded
 * @param testData hash of what it was measured with; empty where there was none, or not recorded
 * @param datasets by their bytes
 * @param domainWeight share of the domain's text; null when not recorded
 * @param chosenWeight the share that was best on text held out; less was used where recordings that
 *     did not train were recognised better with less; null when not recorded
 * @param weightCurve perplexity of the text held out by share; empty when not recorded
 * @param heldOutWords that the share was chosen on; null when not recorded
 * @param textLeftOut why the text has no share; empty where it has one
 * @param terms of the vocabulary; null when not recorded
 */
record MadeWith(
    String data,
    String testData,
    List<Source> datasets,
    @Nullable Double domainWeight,
    @Nullable Double chosenWeight,
    List<WeightCurve.Point> weightCurve,
    @Nullable Integer heldOutWords,
    String textLeftOut,
    @Nullable Integer terms) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A dataset. */
  record Source(String name, String type, String sha256) {}

  MadeWith {
    data = data == null ? "" : data;
    testData = testData == null ? "" : testData;
    datasets =
        datasets == null
            ? List.of()
            : datasets.stream().sorted(Comparator.comparing(Source::name)).toList();
    weightCurve = weightCurve == null ? List.of() : List.copyOf(weightCurve);
    textLeftOut = textLeftOut == null ? "" : textLeftOut;
  }

  /** As a picture. */
  WeightCurve curve() {
    return new WeightCurve(weightCurve, domainWeight);
  }

  static MadeWith of(ModelVersion version) {
    try {
      return JSON.readValue(version.made().settings(), MadeWith.class);
    } catch (JacksonException unreadable) {
      return new MadeWith("", "", List.of(), null, null, List.of(), null, "", null);
    }
  }

  boolean has(Source source) {
    return datasets.stream().anyMatch(own -> own.sha256().equals(source.sha256()));
  }
}
