package io.diction.account.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.Ids;
import io.diction.identity.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final byte[] SECRET = {1, 2, 3};

  private final UserId owner = new UserId(Ids.next());
  @TempDir private Path folder;

  @Test
  void opensWhatItSealedForItsOwnerAlone() {
    byte[] sealed = vault("keys").seal(SECRET, owner);

    assertThat(vault("keys").open(sealed, owner)).hasValue(SECRET);
    assertThat(vault("keys").open(sealed, new UserId(Ids.next()))).isEmpty();
  }

  @Test
  void noticesALostAndAnotherKeyAndMakesNoneInItsPlace() {
    byte[] sealed = vault("keys").seal(SECRET, owner);
    vault("other").seal(SECRET, owner);

    assertThat(vault("keys").isKeyOf(sealed, owner)).isTrue();
    assertThat(vault("other").isKeyOf(sealed, owner)).isFalse();
    Vault lost = vault("lost");
    assertThat(lost.isKeyOf(sealed, owner)).isFalse();
    assertThat(lost.open(sealed, owner)).isEmpty();
    assertThatThrownBy(() -> lost.requireKeyOf(true)).hasMessageContaining("is gone");
    assertThat(folder.resolve("lost").toFile()).doesNotExist();
    assertThat(Files.exists(lost.file())).isFalse();
  }

  private Vault vault(String keys) {
    return new Vault(new FactorSettings(folder.resolve(keys), null));
  }
}
