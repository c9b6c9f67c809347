package io.diction.account.factor;

import io.diction.identity.UserId;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;

/**
 * This portal as browsers and keys know it: a host by name, for passkeys refuse numbers. Made when
 * first needed, as its parts cost a quarter of a second.
 */
@Component
class RelyingParty {
  private static final String LOCALHOST = "localhost";

  private record Made(URI origin, WebAuthnRelyingPartyOperations operations) {}

  private final JdbcOperations jdbc;
  private final @Nullable URI address;
  private volatile @Nullable Made made;

  RelyingParty(JdbcOperations jdbc, FactorSettings settings) {
    this.jdbc = jdbc;
    this.address = settings.address();
  }

  /** Where passkeys work; the port matters on the portal's own machine alone. */
  URI origin(int port) {
    URI known = address;
    if (known == null) {
      return URI.create("http://" + LOCALHOST + ":" + port);
    }
    String end = known.getPort() < 0 ? "" : ":" + known.getPort();
    return URI.create(known.getScheme() + "://" + known.getHost() + end);
  }

  WebAuthnRelyingPartyOperations operations(int port) {
    URI origin = origin(port);
    Made known = made;
    if (known == null || !known.origin().equals(origin)) {
      known = new Made(origin, make(origin));
      made = known;
    }
    return known.operations();
  }

  UserCredentialRepository credentials() {
    return new JdbcUserCredentialRepository(jdbc);
  }

  PublicKeyCredentialUserEntityRepository people() {
    return new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
  }

  /** Keeps a user's passkeys as they are until the transaction ends; how many there are. */
  int lock(Bytes user) {
    return jdbc.queryForList(
            """
            select credential_id
            from user_credentials
            where user_entity_user_id = ?
            order by credential_id
            for update
            """,
            String.class,
            user.toBase64UrlString())
        .size();
  }

  private WebAuthnRelyingPartyOperations make(URI origin) {
    Webauthn4JRelyingPartyOperations operations =
        new Webauthn4JRelyingPartyOperations(
            people(),
            credentials(),
            PublicKeyCredentialRpEntity.builder().id(origin.getHost()).name("Diction").build(),
            Set.of(origin.toString()));
    // A passkey stands for two factors: the key, and the finger or number that unlocks it.
    operations.setCustomizeCreationOptions(
        options ->
            options.authenticatorSelection(
                AuthenticatorSelectionCriteria.builder()
                    .residentKey(ResidentKeyRequirement.REQUIRED)
                    .userVerification(UserVerificationRequirement.REQUIRED)
                    .build()));
    operations.setCustomizeRequestOptions(
        options -> options.userVerification(UserVerificationRequirement.REQUIRED));
    return operations;
  }

  /** Keys hold on to this as the name of their user. */
  static Bytes bytes(UserId user) {
    return new Bytes(
        ByteBuffer.allocate(16)
            .putLong(user.value().getMostSignificantBits())
            .putLong(user.value().getLeastSignificantBits())
            .array());
  }

  static UserId user(Bytes bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes());
    return new UserId(new UUID(buffer.getLong(), buffer.getLong()));
  }
}
