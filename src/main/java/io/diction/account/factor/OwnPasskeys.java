package io.diction.account.factor;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.web.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The passkeys that users have: which there are, their names, and how they go. */
@Service
public class OwnPasskeys {
  private final RelyingParty party;
  private final PasskeyStep step;
  private final Audit audit;

  OwnPasskeys(RelyingParty party, PasskeyStep step, Audit audit) {
    this.party = party;
    this.step = step;
    this.audit = audit;
  }

  /** The oldest first. */
  public List<Passkey> of(UserId user) {
    return party.credentials().findByUserId(RelyingParty.bytes(user)).stream()
        .sorted(Comparator.comparing(CredentialRecord::getCreated))
        .map(OwnPasskeys::passkey)
        .toList();
  }

  /** Whether the user has one. */
  public boolean isAny(UserId user) {
    return !party.credentials().findByUserId(RelyingParty.bytes(user)).isEmpty();
  }

  /** The same, and so until the transaction ends. */
  boolean lockAny(UserId user) {
    return party.lock(RelyingParty.bytes(user)) > 0;
  }

  @Transactional
  public void rename(SignedIn user, String id, String label) {
    CredentialRecord passkey = findOwn(user.user(), id).orElseThrow(Refusal.NotFound::new);
    party
        .credentials()
        .save(ImmutableCredentialRecord.fromCredentialRecord(passkey).label(label.strip()).build());
  }

  /** The last one stays while sign-in asks for it: the owner would be kept out. */
  @Transactional
  public void remove(SignedIn user, String id) {
    int passkeys = party.lock(RelyingParty.bytes(user.user()));
    CredentialRecord passkey = findOwn(user.user(), id).orElseThrow(Refusal.NotFound::new);
    if (passkeys == 1 && step.isWanted(user.user())) {
      throw new Refusal.WrongState("account.passkeys.last");
    }
    party.credentials().delete(passkey.getCredentialId());
    audit.record(user, "user.remove-passkey", "user", user.user().value(), passkey.getLabel());
  }

  /** The caller has checked who may, and writes it down. */
  @Transactional
  public void removeAll(UserId user) {
    party
        .credentials()
        .findByUserId(RelyingParty.bytes(user))
        .forEach(passkey -> party.credentials().delete(passkey.getCredentialId()));
  }

  private Optional<CredentialRecord> findOwn(UserId user, String id) {
    return party.credentials().findByUserId(RelyingParty.bytes(user)).stream()
        .filter(passkey -> passkey.getCredentialId().toBase64UrlString().equals(id))
        .findFirst();
  }

  private static Passkey passkey(CredentialRecord passkey) {
    return new Passkey(
        passkey.getCredentialId().toBase64UrlString(),
        passkey.getLabel(),
        utc(passkey.getCreated()),
        utc(passkey.getLastUsed()),
        passkey.isBackupState());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
