package io.diction.modelfile;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
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

  /** How well a signer is known, the best first. */
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

  /**
   * The least known one of those who signed a version: to sign what somebody else made is not to
   * vouch for it.
   */
  Signer of(ArrivedFile file) {
    return Stream.concat(
            Stream.of(file.fingerprint()),
            file.description().signers().stream().map(Description.Signer::fingerprint))
        .map(this::of)
        .max(Comparator.naturalOrder())
        .orElse(Signer.UNKNOWN);
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
