package io.diction.account;

import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;

/** Passkeys as Spring Security keeps them, whose keys open nothing. */
public final class PasskeyFixtures {
  private PasskeyFixtures() {}

  /** Gives the user one; its name for a browser. */
  public static String add(SignedIn user, JdbcClient jdbc) {
    UUID id = user.user().value();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    String owner = new Bytes(bytes.array()).toBase64UrlString();
    String credential =
        new Bytes(Ids.next().toString().getBytes(StandardCharsets.US_ASCII)).toBase64UrlString();
    jdbc.sql(
            """
            insert into user_entities (id, name, display_name) values (:owner, :email, 'U')
            on conflict do nothing
            """)
        .param("owner", owner)
        .param("email", OrganizationFixtures.email(user.user()))
        .update();
    jdbc.sql(
            """
            insert into user_credentials
              (credential_id, user_entity_user_id, public_key, signature_count, uv_initialized,
               backup_eligible, backup_state, authenticator_transports, public_key_credential_type,
               created, last_used, label)
            values (:id, :owner, :key, 0, true, false, false, '', 'public-key', :now, :now, 'Key')
            """)
        .param("id", credential)
        .param("owner", owner)
        .param("key", new byte[77])
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();
    return credential;
  }
}
