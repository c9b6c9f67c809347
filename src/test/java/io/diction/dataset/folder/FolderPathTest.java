package io.diction.dataset.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderPathTest {
  @ParameterizedTest
  @CsvSource({
    "ward/day 1/visit.wav, ward, day 1/visit.wav",
    "visit.wav, '', visit.wav",
    "../../etc/passwd, etc, passwd",
    "/etc/../passwd, etc, passwd",
    "C:\\data\\visit.wav, C:, data/visit.wav",
    "a//./b, a, b",
    "'', '', unnamed",
    "../.., '', unnamed"
  })
  void neverLeadsOutOfItsFolder(String raw, String folder, String inside) {
    FolderPath path = FolderPath.of(raw);

    assertThat(path.folder()).isEqualTo(folder);
    assertThat(path.inside()).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/.DS_Store", ".git/config", "a/Thumbs.db", "__MACOSX/a/._b", "desktop.ini"})
  void knowsWhatSystemsPutBesideAUsersFiles(String raw) {
    assertThat(FolderPath.of(raw).isSystemFile()).isTrue();
  }

  @Test
  void takesEverythingElseForTheUsers() {
    assertThat(FolderPath.of("a/thumbs.wav").isSystemFile()).isFalse();
  }
}
