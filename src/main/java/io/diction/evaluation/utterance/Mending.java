package io.diction.evaluation.utterance;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.evaluation.run.TestHypothesis.Word;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where what made a word go wrong is mended, for whoever looks at an utterance. */
public final class Mending {
  private static final String LISTED = "listed";
  private static final int LONGEST_TERM = 200;
  private static final int LONGEST_SENTENCE = 2000;

  private final CustomModelId model;
  private final boolean own;
  private final String sentence;
  private final @Nullable UUID dataset;
  private final Predicate<String> listed;

  /**
   * @param own whether whoever looks may change the model's data
   * @param sentence as it was written
   * @param dataset that it is of, if it is still there
   * @param listed whether a word is in the model's vocabulary now
   */
  Mending(
      CustomModelId model,
      boolean own,
      String sentence,
      @Nullable UUID dataset,
      Predicate<String> listed) {
    this.model = model;
    this.own = own;
    this.sentence = sentence;
    this.dataset = dataset;
    this.listed = listed;
  }

  /**
   * A page where something can be done about an error, or was done.
   *
   * @param key of the link's words, which take the word that was said
   * @param path encoded, with what its form is filled with
   */
  public record Mend(String key, String path) {
    /** Whether the word was put into the vocabulary already: a version trained since knows it. */
    public boolean isDone() {
      return key.equals(LISTED);
    }
  }

  /** Null where nothing can be done here: no cause is known, or it is its owner's to mend. */
  public @Nullable Mend of(Word word) {
    String said = word.reference();
    if (word.cause() == null || said == null || said.length() > LONGEST_TERM) {
      return null;
    }
    return switch (word.cause()) {
      case UNKNOWN_WORD -> term("term", said, "");
      case LANGUAGE -> term("sentence", said, sentence);
      case PRONUNCIATION -> term("pronunciation", said, "");
      case REFERENCE -> transcript(said);
      case SOUND -> own ? new Mend("recordings", ModelTab.DATASETS.path(model)) : null;
    };
  }

  /** Whom a model is shared with puts terms of its own on it. */
  private Mend term(String key, String said, String context) {
    if (!own) {
      return new Mend("own-terms", "/custom-models/" + model + "/own-terms");
    }
    if (!key.equals("pronunciation") && listed.test(said)) {
      String found =
          UriComponentsBuilder.fromPath(ModelTab.VOCABULARY.path(model))
              .queryParam("term", "{term}")
              .encode()
              .buildAndExpand(said)
              .toUriString();
      return new Mend(key.equals("term") ? LISTED : "pronunciation", found);
    }
    Map<String, String> values = new HashMap<>(Map.of("add", said));
    UriComponentsBuilder path =
        UriComponentsBuilder.fromPath(ModelTab.VOCABULARY.path(model))
            .queryParam("add", "{add}")
            .fragment("add-term");
    if (key.equals("pronunciation")) {
      // It may stand there already: then it is listed, ready to be changed.
      path.queryParam("term", "{add}");
    }
    if (!context.isEmpty() && context.length() <= LONGEST_SENTENCE) {
      values.put("context", context);
      path.queryParam("context", "{context}");
    }
    return new Mend(key, path.encode().buildAndExpand(values).toUriString());
  }

  private @Nullable Mend transcript(String said) {
    return dataset == null
        ? null
        : new Mend(
            "transcript",
            UriComponentsBuilder.fromPath(ModelTab.DATASETS.path(model))
                .pathSegment(dataset.toString(), "recordings")
                .queryParam("words", "{words}")
                .encode()
                .buildAndExpand(said)
                .toUriString());
  }
}
