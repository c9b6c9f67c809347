package io.diction.account.factor;

import com.webauthn4j.util.exception.WebAuthnException;
import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.User;
import io.diction.web.Refusal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
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

/** What browsers do with passkeys: make one for a user, and show one at sign-in. */
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

  /** What the browser needs in order to make a passkey. */
  @Transactional
  public PublicKeyCredentialCreationOptions beginAdding(User user, int port) {
    if (party.credentials().findByUserId(RelyingParty.bytes(user.id())).size() >= MOST) {
      throw new Refusal.LimitReached("account.passkeys.full", MOST);
    }
    party
        .people()
        .save(
            ImmutablePublicKeyCredentialUserEntity.builder()
                .id(RelyingParty.bytes(user.id()))
                .name(user.email())
                .displayName(user.displayName())
                .build());
    return party
        .operations(port)
        .createPublicKeyCredentialCreationOptions(
            new ImmutablePublicKeyCredentialCreationOptionsRequest(named(user.email())));
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
    if (!options.getUser().getId().equals(RelyingParty.bytes(user.user()))) {
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
    audit.record(user, "user.add-passkey", "user", user.user().value(), label.strip());
  }

  /** What the browser needs in order to show a passkey, whoever's it is. */
  public PublicKeyCredentialRequestOptions beginSignIn(int port) {
    return party
        .operations(port)
        .createCredentialRequestOptions(
            new ImmutablePublicKeyCredentialRequestOptionsRequest(null));
  }

  /** The same of a user who has shown the password, and whose passkeys are known therefore. */
  public PublicKeyCredentialRequestOptions beginStep(UserId user, int port) {
    PublicKeyCredentialUserEntity owner = party.people().findById(RelyingParty.bytes(user));
    if (owner == null || party.credentials().findByUserId(RelyingParty.bytes(user)).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return party
        .operations(port)
        .createCredentialRequestOptions(
            new ImmutablePublicKeyCredentialRequestOptionsRequest(named(owner.getName())));
  }

  private static Authentication named(String email) {
    return UsernamePasswordAuthenticationToken.authenticated(email, null, List.of());
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
      return RelyingParty.user(
          party
              .operations(port)
              .authenticate(new RelyingPartyAuthenticationRequest(options, shown))
              .getId());
    } catch (JacksonException | WebAuthnException | IllegalArgumentException e) {
      throw new PasskeyRefused(e);
    }
  }

  /** Options as a browser's script reads them. */
  public String written(Object options) {
    return json().writeValueAsString(options);
  }

  private JsonMapper json() {
    JsonMapper mapper = json;
    if (mapper == null) {
      mapper = JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();
      json = mapper;
    }
    return mapper;
  }
}
