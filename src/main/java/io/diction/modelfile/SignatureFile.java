package io.diction.modelfile;

import io.diction.speech.FormatException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * {@code signature.json} of an exported version: who vouches for the bytes of {@code export.json},
 * which has the checksums of all other files.
 *
 * @param algorithm always {@code Ed25519}
 * @param publicKey in the encoding of X.509, as Base64
 * @param signature as Base64
 */
record SignatureFile(
    @Nullable String algorithm, @Nullable String publicKey, @Nullable String signature) {
  static final String NAME = "signature.json";

  static SignatureFile of(PublicKey key, byte[] signature) {
    Base64.Encoder encoder = Base64.getEncoder();
    return new SignatureFile(
        SigningKey.ALGORITHM,
        encoder.encodeToString(key.getEncoded()),
        encoder.encodeToString(signature));
  }

  /**
   * Checks the signature.
   *
   * @return the fingerprint of the key that made it
   * @throws FormatException when it is none, or none of these bytes
   */
  String verify(byte[] signed) {
    if (!SigningKey.ALGORITHM.equals(algorithm) || publicKey == null || signature == null) {
      throw new FormatException(NAME, "", "not a signature by Ed25519");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance(SigningKey.ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
      Signature check = Signature.getInstance(SigningKey.ALGORITHM);
      check.initVerify(key);
      check.update(signed);
      if (check.verify(Base64.getDecoder().decode(signature))) {
        return Fingerprints.of(key);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new FormatException(NAME, "", "its key or signature cannot be read", e);
    }
    throw new FormatException(
        NAME, "", "the signature is not of this file: it was changed after it was exported");
  }
}
