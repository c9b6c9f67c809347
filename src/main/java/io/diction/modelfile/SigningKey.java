package io.diction.modelfile;

import io.diction.account.KeyFile;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The key of this installation: Ed25519 (RFC 8032), its 32 secret bytes in a file of their own. */
@Component
class SigningKey {
  static final String ALGORITHM = "Ed25519";

  private final KeyFile file;
  private volatile @Nullable KeyPair pair;

  SigningKey(SigningSettings settings) {
    this.file = new KeyFile(settings.keys().resolve("model.key"));
  }

  /** The signature and what it can be checked with. */
  SignatureFile sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair().getPrivate());
      signature.update(bytes);
      return SignatureFile.of(pair().getPublic(), signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  String fingerprint() {
    return Fingerprints.of(pair().getPublic());
  }

  private KeyPair pair() {
    KeyPair known = pair;
    if (known == null) {
      known = pair(file.bytes());
      pair = known;
    }
    return known;
  }

  /** Java derives no public key of a private one; it does where it makes both. */
  private static KeyPair pair(byte[] secret) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(secret));
      KeyPair made = generator.generateKeyPair();
      byte[] used = ((EdECPrivateKey) made.getPrivate()).getBytes().orElseThrow();
      if (!MessageDigest.isEqual(used, secret)) {
        throw new IllegalStateException("this Java makes keys of other bytes than it is given");
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  /** Gives the bytes that it was made with. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] wanted) {
      System.arraycopy(bytes, 0, wanted, 0, wanted.length);
    }
  }
}
