package io.diction.api.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.answer.EntityKind;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@TestPropertySource(
    properties = {"diction.mail.from=portal@diction.example", "spring.mail.host=127.0.0.1"})
@Import({OrganizationFixtures.class, ApiFixtures.class})
class CompletionMailTest {
  private static final GreenMail SERVER =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry properties) {
    SERVER.start();
    properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private CompletionMail mail;
  @Autowired private TransactionTemplate transaction;
  @LocalServerPort private int port;

  @Test
  void tellsOnceThatADatasetIsReadyAndForgetsTheAddress() throws Exception {
    SignedIn admin = people.user(Role.ORGADMIN);
    ApiClient api = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));
    ApiAnswer made =
        api.post(
                "/datasets",
                """
                {"kind": "Language", "displayName": "Orders", "locale": "en-US",
                 "properties": {"email": "somebody@example.org"}}
                """)
            .expect(201);
    String dataset = made.self().substring(made.self().indexOf("/datasets"));
    assertThat(made.text("properties", "email")).isEqualTo("somebody@example.org");
    api.send(
            "PUT",
            dataset + "/blocks?blockid=QUFB",
            "open the gate\nclose the gate\n".getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/octet-stream"))
        .expect(201);
    api.post(dataset + "/blocks:commit", "[{\"kind\": \"Latest\", \"id\": \"QUFB\"}]").expect(200);

    assertThat(SERVER.waitForIncomingEmail(Duration.ofSeconds(60).toMillis(), 1)).isTrue();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> api.get(dataset).expect(200).text("status").equals("Succeeded"));
    assertThat(api.get(dataset).text("properties", "email")).isEmpty();
    UUID id = UUID.fromString(dataset.substring(dataset.lastIndexOf('/') + 1));
    transaction.executeWithoutResult(
        status -> mail.ended(EntityKind.DATASET, id, admin.organization(), true));
    MimeMessage[] received = SERVER.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getSubject()).isEqualTo("Diction: Orders has succeeded");
    assertThat(received[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("somebody@example.org");
    assertThat(GreenMailUtil.getBody(received[0])).contains("datasets/" + id);
  }
}
