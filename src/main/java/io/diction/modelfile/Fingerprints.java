package io.diction.modelfile;

import io.diction.speech.Sha256;
import java.security.PublicKey;
import java.util.Locale;

/** Keys in a form that people compare: the SHA-256 of the encoded key. */
final class Fingerprints {
  private Fingerprints() {}

  /** 64 hexadecimal digits. */
  static String of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new Sha256().add(encoded, 0, encoded.length).hex();
  }

  /** As a person has typed or copied it, without what only helps to read it. */
  static String plain(String typed) {
    return typed.toLowerCase(Locale.ROOT).replaceAll("[\\s:-]", "");
  }

  /** In groups of eight digits. */
  static String shown(String fingerprint) {
    return fingerprint.replaceAll("(.{8})(?!$)", "$1 ");
  }
}
