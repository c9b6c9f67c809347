package io.diction.api.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.phrase.Profanity;
import io.diction.api.phrase.Punctuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModesTest {
  private static final String USUAL =
      "{\"punctuationMode\": \"DictatedAndAutomatic\", \"profanityFilterMode\": \"Masked\"}";

  private static Modes read(String json, String locale) {
    Body body = Body.of((ObjectNode) new JsonMapper().readTree(json), false);
    Modes modes = Modes.of(body, locale);
    body.check();
    return modes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", USUAL})
  void areWhatALanguageHasWhereTheUsualIsAskedFor(String json) {
    assertThat(read(json, "en-US"))
        .returns(Punctuation.DICTATED_AND_AUTOMATIC, Modes::punctuation)
        .returns(Profanity.MASKED, Modes::profanity);
    assertThat(read(json, "nl-NL"))
        .returns(Punctuation.AUTOMATIC, Modes::punctuation)
        .returns(Profanity.MASKED, Modes::profanity);
    assertThat(read(json, "fr-FR"))
        .returns(Punctuation.AUTOMATIC, Modes::punctuation)
        .returns(Profanity.NONE, Modes::profanity);
  }

  @Test
  void areRefusedWhereSomethingElseCannotBeHad() {
    for (String asked :
        new String[] {
          "{\"punctuationMode\": \"Dictated\"}",
          "{\"profanityFilterMode\": \"Removed\"}",
          "{\"profanityFilterMode\": \"Tags\"}"
        }) {
      assertThat(read(asked, "en-US")).isNotNull();
      assertThatThrownBy(() -> read(asked, "fr-FR")).isInstanceOf(ApiError.class);
    }
  }
}
