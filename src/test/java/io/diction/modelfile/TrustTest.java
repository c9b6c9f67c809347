package io.diction.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.modelfile.Trust.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static final byte[] TEXT = "a description".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private SigningKey key(String name) {
    return new SigningKey(new SigningSettings(folder.resolve(name)));
  }

  @Test
  void knowsItselfAndWhomTheSettingNames() {
    SigningKey own = key("own");
    String other = key("other").fingerprint();
    String typed = Fingerprints.shown(other).toUpperCase(Locale.ROOT).replace(' ', ':');

    Trust trust = new Trust(own, new ModelFileSettings(List.of(typed)));

    assertThat(trust.of(own.fingerprint())).isEqualTo(Signer.OWN);
    assertThat(trust.of(other)).isEqualTo(Signer.TRUSTED);
    assertThat(trust.of(key("third").fingerprint())).isEqualTo(Signer.UNKNOWN);
    assertThatThrownBy(() -> new ModelFileSettings(List.of("abc")))
        .hasMessageContaining("diction.model-file.trusted");
  }

  @Test
  void signsWithTheSameKeyAfterARestartAndWithNoOther() {
    SigningKey key = key("own");
    SignatureFile signature = key.sign(TEXT);

    assertThat(signature.verify(TEXT)).isEqualTo(key.fingerprint());
    assertThat(key("own").sign(TEXT)).isEqualTo(signature);
    assertThat(key("other").fingerprint()).isNotEqualTo(key.fingerprint());
  }
}
