package io.diction.account.factor;

import com.webauthn4j.util.exception.WebAuthnException;
import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.User;
import io.diction.web.Refusal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The passkeys of users: adding, naming and removing them, and signing in with one. */
@Service
public class Passkeys {
  /** Longest name, in characters. */
  public static final int LONGEST_LABEL = 100;

  /** Several times what browsers send; anybody may send more before signing in. */
  private static final int LONGEST_CREDENTIAL = 16_384;

  private static final int MOST = 20;

  private final RelyingParty party;
  private final Audit audit;
  private volatile @Nullable JsonMapper json;

  Passkeys(RelyingParty party, Audit audit) {
    this.party = party;
    this.audit = audit;
  }

  /** The address at which browsers let a passkey of this portal be used. */
  public URI origin(int port) {
    return party.origin(port);
  }

  /** The oldest first. */
  public List<Passkey> of(UserId user) {
    return party.credentials().findByUserId(bytes(user)).stream()
        .sorted(Comparator.comparing(CredentialRecord::getCreated))
        .map(Passkeys::passkey)
        .toList();
  }

  /** What the browser needs in order to make a passkey. */
  @Transactional
  public PublicKeyCredentialCreationOptions beginAdding(User user, int port) {
    if (party.credentials().findByUserId(bytes(user.id())).size() >= MOST) {
      throw new Refusal.LimitReached("account.passkeys.full", MOST);
    }
    party
        .people()
        .save(
            ImmutablePublicKeyCredentialUserEntity.builder()
                .id(bytes(user.id()))
                .name(user.email())
                .displayName(user.displayName())
                .build());
    Authentication owner =
        UsernamePasswordAuthenticationToken.authenticated(user.email(), null, List.of());
    return party
        .operations(port)
        .createPublicKeyCredentialCreationOptions(
            new ImmutablePublicKeyCredentialCreationOptionsRequest(owner));
  }

  /** Adds what the browser made. */
  @Transactional
  public void add(
      SignedIn user,
      PublicKeyCredentialCreationOptions options,
      String credential,
      String label,
      int port)
      throws PasskeyRefused {
    if (!options.getUser().getId().equals(bytes(user.user()))) {
      throw new PasskeyRefused("made for somebody else");
    }
    try {
      PublicKeyCredential<AuthenticatorAttestationResponse> made =
          json().readValue(bounded(credential), new TypeReference<>() {});
      party
          .operations(port)
          .registerCredential(
              new ImmutableRelyingPartyRegistrationRequest(
                  options, new RelyingPartyPublicKey(made, label.strip())));
    } catch (JacksonException | WebAuthnException | IllegalArgumentException e) {
      throw new PasskeyRefused(e);
    }
    audit.record(user, "user.addPasskey", "user", user.user().value(), label.strip());
  }

  /** What the browser needs in order to show a passkey, whoever's it is. */
  public PublicKeyCredentialRequestOptions beginSignIn(int port) {
    return party
        .operations(port)
        .createCredentialRequestOptions(
            new ImmutablePublicKeyCredentialRequestOptionsRequest(null));
  }

  private static String bounded(String credential) throws PasskeyRefused {
    if (credential.length() > LONGEST_CREDENTIAL) {
      throw new PasskeyRefused("too long");
    }
    return credential;
  }

  /** Whose passkey the browser has shown. */
  @Transactional
  public UserId signIn(PublicKeyCredentialRequestOptions options, String credential, int port)
      throws PasskeyRefused {
    try {
      PublicKeyCredential<AuthenticatorAssertionResponse> shown =
          json().readValue(bounded(credential), new TypeReference<>() {});
      return user(
          party
              .operations(port)
              .authenticate(new RelyingPartyAuthenticationRequest(options, shown))
              .getId());
    } catch (JacksonException | WebAuthnException | IllegalArgumentException e) {
      throw new PasskeyRefused(e);
    }
  }

  @Transactional
  public void rename(SignedIn user, String id, String label) {
    CredentialRecord passkey = findOwn(user.user(), id).orElseThrow(Refusal.NotFound::new);
    party
        .credentials()
        .save(ImmutableCredentialRecord.fromCredentialRecord(passkey).label(label.strip()).build());
  }

  @Transactional
  public void remove(SignedIn user, String id) {
    CredentialRecord passkey = findOwn(user.user(), id).orElseThrow(Refusal.NotFound::new);
    party.credentials().delete(passkey.getCredentialId());
    audit.record(user, "user.removePasskey", "user", user.user().value(), passkey.getLabel());
  }

  /** The caller has checked who may, and writes it down. */
  @Transactional
  public void removeAll(UserId user) {
    party
        .credentials()
        .findByUserId(bytes(user))
        .forEach(passkey -> party.credentials().delete(passkey.getCredentialId()));
  }

  /** Options as a browser's script reads them. */
  public String written(Object options) {
    return json().writeValueAsString(options);
  }

  private Optional<CredentialRecord> findOwn(UserId user, String id) {
    return party.credentials().findByUserId(bytes(user)).stream()
        .filter(passkey -> passkey.getCredentialId().toBase64UrlString().equals(id))
        .findFirst();
  }

  private JsonMapper json() {
    JsonMapper mapper = json;
    if (mapper == null) {
      mapper = JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();
      json = mapper;
    }
    return mapper;
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

  /** Keys hold on to this as the name of their user. */
  private static Bytes bytes(UserId user) {
    return new Bytes(
        ByteBuffer.allocate(16)
            .putLong(user.value().getMostSignificantBits())
            .putLong(user.value().getLeastSignificantBits())
            .array());
  }

  private static UserId user(Bytes bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes());
    return new UserId(new UUID(buffer.getLong(), buffer.getLong()));
  }
}
