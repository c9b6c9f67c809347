package io.diction.api.evaluation;

import io.diction.api.evaluation.TokenEdits.Group;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one of two models got right and wrong.
 *
 * @param words over words as they are compared
 * @param tokens over what is written
 * @param edits of tokens, by kind and by the names of subgroups; null where nothing was edited
 */
record SideFigures(
    double sentenceErrorRate,
    int sentences,
    WordErrorRate words,
    WordErrorRate tokens,
    @Nullable Map<String, Edited> edits) {

  /** How many edits of a kind there are. */
  record Edited(int count, Map<String, Integer> details) {}

  static Map<String, Edited> edits(TokenEdits edits) {
    Map<String, Edited> found = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      found.put(name(group), new Edited(edits.count(group), edits.details(group)));
    }
    return found;
  }

  private static String name(Group group) {
    return switch (group) {
      case PUNCTUATION -> "punctuation";
      case CAPITALIZATION -> "capitalization";
      case INVERSE_TEXT_NORMALIZATION -> "inverseTextNormalization";
      case LEXICAL -> "lexical";
      case OTHERS -> "others";
    };
  }

  /** As published: each figure with the number of the model, -1 while there is none. */
  static void put(Map<String, Object> properties, @Nullable SideFigures side, int model) {
    properties.put("wordErrorRate" + model, side == null ? -1.0 : side.words.rate());
    properties.put("sentenceErrorRate" + model, side == null ? -1.0 : side.sentenceErrorRate);
    properties.put("tokenErrorRate" + model, side == null ? -1.0 : side.tokens.rate());
    properties.put("sentenceCount" + model, side == null ? -1 : side.sentences);
    put(properties, "word", "Word", side == null ? null : side.words, model);
    put(properties, "token", "Token", side == null ? null : side.tokens, model);
    if (side != null && side.edits != null) {
      properties.put("tokenErrors" + model, tokenErrors(side.edits));
    }
  }

  private static void put(
      Map<String, Object> properties,
      String name,
      String within,
      @Nullable WordErrorRate errors,
      int model) {
    properties.put(name + "Count" + model, errors == null ? -1 : errors.words());
    properties.put("correct" + within + "Count" + model, errors == null ? -1 : errors.hits());
    properties.put(
        name + "SubstitutionCount" + model, errors == null ? -1 : errors.substitutions());
    properties.put(name + "DeletionCount" + model, errors == null ? -1 : errors.deletions());
    properties.put(name + "InsertionCount" + model, errors == null ? -1 : errors.insertions());
  }

  private static Map<String, Object> tokenErrors(Map<String, Edited> edits) {
    int all = edits.values().stream().mapToInt(Edited::count).sum();
    Map<String, Object> errors = new LinkedHashMap<>();
    edits.forEach(
        (name, group) -> {
          Map<String, Object> summary = summary(group.count(), all);
          Map<String, Object> details =
              group.details().entrySet().stream()
                  .filter(entry -> !entry.getKey().isEmpty())
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          entry -> summary(entry.getValue(), all),
                          (one, other) -> one,
                          LinkedHashMap::new));
          if (!details.isEmpty()) {
            summary.put("details", details);
          }
          errors.put(name, summary);
        });
    return errors;
  }

  private static Map<String, Object> summary(int edits, int all) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("numberOfEdits", edits);
    summary.put("percentageOfAllEdits", all == 0 ? 0.0 : 100.0 * edits / all);
    return summary;
  }
}
