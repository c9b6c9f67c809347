package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.display.DisplayModel;
import org.junit.jupiter.api.Test;

class SharedNetworkTest {
  @Test
  void settingsNameAndSpellingDoNotBuildTheWordsAnew() {
    SpeechModel base = SpeechModel.english();
    SpeechModel other =
        base.withSettings(base.settings().withLanguageWeight(11))
            .withIdentity("other", base.sha256())
            .withSpelling(DisplayModel.NONE);
    assertThat(other.network()).isSameAs(base.network());
    assertThat(other.settings().languageWeight()).isEqualTo(11);
  }
}
