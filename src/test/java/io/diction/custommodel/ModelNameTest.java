package io.diction.custommodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.web.Refusal.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @Test
  void holdsUpTo256CharactersHoweverManyUnitsTheyTake() {
    assertThat(new ModelName("x".repeat(256)).value()).hasSize(256);
    assertThat(new ModelName("🎙".repeat(256)).value()).hasSize(512);
    assertThatThrownBy(() -> new ModelName("x".repeat(257))).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new ModelName("🎙".repeat(257))).isInstanceOf(Invalid.class);
  }

  @Test
  void isOneTidyLine() {
    assertThat(new ModelName("  Medical \t\n\u00A0 EN ").value()).isEqualTo("Medical EN");
  }

  @Test
  void keepsMarkupAsText() {
    assertThat(new ModelName("<b>'\"&amp;</b>").value()).isEqualTo("<b>'\"&amp;</b>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t", "\u3000"})
  void isNotEmpty(String blank) {
    assertThatThrownBy(() -> new ModelName(blank)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u001Bb", "a\uD83Db", "a\u202Egnp.exe", "a\u2066b"})
  void refusesWhatCannotBeStoredOrMisleads(String text) {
    assertThatThrownBy(() -> new ModelName(text)).isInstanceOf(Invalid.class);
  }
}
