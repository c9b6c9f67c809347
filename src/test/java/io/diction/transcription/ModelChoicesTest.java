package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.transcription.ModelChoices.LanguageChoices;
import io.diction.transcription.ModelChoices.Offer;
import io.diction.web.Refusal.Invalid;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModelChoicesTest {
  private static final ModelChoice ENGLISH = base("base:en", "en-US");
  private static final ModelChoice DUTCH = base("base:nl", "nl-NL");
  private static final ModelChoice MEDICAL = custom("model:1", "en-US", false);
  private static final ModelChoice LEGAL = custom("model:2", "en-US", true);

  private static final UUID OURS = UUID.randomUUID();

  private final Offer offer =
      new Offer(
          List.of(
              new LanguageChoices("en-US", "English", OURS, List.of(ENGLISH, MEDICAL, LEGAL)),
              new LanguageChoices("nl-NL", "Dutch", OURS, List.of(DUTCH))));

  @Test
  void preselectsWhatWasAskedForElseTheDefaultElseTheFirst() {
    assertThat(offer.preselected("base:nl", "", "")).isEqualTo(DUTCH);
    assertThat(offer.preselected("", "", "")).isEqualTo(LEGAL);
    Offer dutch = new Offer(List.of(offer.languages().get(1)));
    assertThat(dutch.preselected("", "", "")).isEqualTo(DUTCH);
    assertThat(new Offer(List.of()).preselected("", "", "")).isNull();
  }

  @Test
  void preselectsTheDefaultOfTheLanguageUsedLastBeforeTheModelUsedLast() {
    assertThat(offer.preselected("", "model:1", "en-US")).isEqualTo(LEGAL);
    assertThat(offer.preselected("model:1", "", "")).as("asked for").isEqualTo(MEDICAL);
    assertThat(offer.preselected("", "base:nl", "nl-NL")).isEqualTo(DUTCH);
    assertThat(offer.preselected("", "model:8", "nl-NL")).as("gone").isEqualTo(DUTCH);
  }

  @Test
  void takesTheChosenModel() {
    assertThat(offer.require(new NewSessionForm("en-US", "model:1"))).isEqualTo(MEDICAL);
    assertThat(offer.require(new NewSessionForm("model:1", "model:1"))).isEqualTo(MEDICAL);
  }

  @Test
  void takesACustomModelChosenInTheLanguageListWithoutAScript() {
    assertThat(offer.require(new NewSessionForm("model:1", "base:en"))).isEqualTo(MEDICAL);
    assertThat(offer.require(new NewSessionForm("model:2", ""))).isEqualTo(LEGAL);
  }

  @Test
  void takesTheLanguagesFirstModelWhenNoneIsNamed() {
    assertThat(offer.require(new NewSessionForm("nl-NL", null))).isEqualTo(DUTCH);
    assertThat(offer.require(new NewSessionForm("en-US", ""))).as("its default").isEqualTo(LEGAL);
  }

  @Test
  void neverFallsBackToAnotherModel() {
    assertThatThrownBy(() -> offer.require(new NewSessionForm("en-US", "model:9")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> offer.require(new NewSessionForm("xx", "")))
        .isInstanceOf(Invalid.class);
  }

  private static ModelChoice base(String value, String locale) {
    return new ModelChoice(
        value, locale, UUID.randomUUID(), null, null, null, null, value, "", false);
  }

  private static ModelChoice custom(String value, String locale, boolean preferred) {
    return new ModelChoice(
        value,
        locale,
        null,
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        1,
        value,
        "",
        preferred);
  }
}
