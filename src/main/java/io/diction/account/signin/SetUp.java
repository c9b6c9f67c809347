package io.diction.account.signin;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.Organizations;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the first SYSOP of a new installation, for whoever can read the log. */
@Service
class SetUp {
  private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);

  private final JdbcClient jdbc;
  private final Organizations organizations;
  private final Users users;
  private final PasswordEncoder encoder;
  private final Clock clock;
  private final String token;

  SetUp(
      JdbcClient jdbc,
      Organizations organizations,
      Users users,
      PasswordEncoder encoder,
      Clock clock,
      AccountSettings settings) {
    this.jdbc = jdbc;
    this.organizations = organizations;
    this.users = users;
    this.encoder = encoder;
    this.clock = clock;
    this.token = settings.setUpToken() == null ? newToken() : settings.setUpToken();
  }

  @EventListener
  void tellHow(WebServerInitializedEvent event) {
    WebServerApplicationContext context = event.getApplicationContext();
    if (context.getServerNamespace() == null && isPending()) {
      LOG.info(
          "Nobody can sign in yet. Make the first user at http://localhost:{}/set-up?token={}",
          event.getWebServer().getPort(),
          token);
    }
  }

  /** Whether there is still no user at all. */
  boolean isPending() {
    return users.isEmpty();
  }

  boolean isToken(String text) {
    return MessageDigest.isEqual(
        text.strip().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the SYSOP and the SYSOP's organization, once. */
  @Transactional
  void complete(SetUpForm form) {
    if (!isToken(form.token()) || !isPending()) {
      throw new Refusal.NotFound();
    }
    // Of two at the same time the second waits here and finds the row: its transaction fails.
    jdbc.sql("insert into set_up (id, done_at) values (1, :now)")
        .param("now", OffsetDateTime.now(clock))
        .update();
    OrganizationId organization = new OrganizationId(Ids.next());
    UserId id = new UserId(Ids.next());
    SignedIn sysop = new SignedIn(id, organization, Role.SYSOP, form.displayName(), ZoneOffset.UTC);
    organizations.add(
        sysop,
        new Organization(
            organization,
            null,
            form.organizationName().strip(),
            false,
            ZoneOffset.UTC,
            Limits.NONE,
            false));
    users.add(
        sysop,
        new User(id, organization, form.email(), form.displayName(), Role.SYSOP, false),
        encoder.encode(form.password()));
  }

  private static String newToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
