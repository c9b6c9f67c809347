package io.diction.modelfile;

import java.util.Locale;
import org.springframework.stereotype.Component;

/** Whose signatures this installation knows. */
@Component
class Trust {
  private final SigningKey own;
  private final ModelFileSettings settings;

  Trust(SigningKey own, ModelFileSettings settings) {
    this.own = own;
    this.settings = settings;
  }

  /** How well a signer is known. */
  enum Signer {
    OWN,
    TRUSTED,
    UNKNOWN;

    public boolean isTrusted() {
      return this != UNKNOWN;
    }

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Signer of(String fingerprint) {
    if (fingerprint.equals(own.fingerprint())) {
      return Signer.OWN;
    }
    return settings.trusted().contains(fingerprint) ? Signer.TRUSTED : Signer.UNKNOWN;
  }

  /** What to tell those who are to trust this installation. */
  String ownFingerprint() {
    return Fingerprints.shown(own.fingerprint());
  }
}
