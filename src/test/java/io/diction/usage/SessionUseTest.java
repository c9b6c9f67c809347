package io.diction.usage;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** A real session, from the upload to the ledger. */
@PortalTest
@Import(OrganizationFixtures.class)
class SessionUseTest {
  private static final String BOUNDARY = "a-boundary-of-the-test";

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private UsageLedger ledger;
  @Autowired private JdbcClient jdbc;

  @Test
  void isCountedWhenItEndsAndStaysCountedWhenItIsDeleted() throws Exception {
    SignedIn user = people.user(Role.USER);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(part("name=\"language\"", "en-US\r\n"));
    body.writeBytes(part("name=\"model\"", "\r\n"));
    body.writeBytes(part("name=\"audio\"; filename=\"a.wav\"", ""));
    body.writeBytes(WavWriter.bytes(SpeechFixtures.say("the house is on the green hill")));
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    String session =
        mvc.perform(
                post("/sessions")
                    .with(as(user))
                    .with(csrf().asHeader())
                    .contentType("multipart/form-data; boundary=" + BOUNDARY)
                    .content(body.toByteArray()))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(session).startsWith("/sessions/");

    await().atMost(Duration.ofMinutes(3)).until(() -> entries(user) == 1);
    long ms =
        jdbc.sql("select audio_ms from usage_entry where organization_id = :organization")
            .param("organization", user.organization().value())
            .query(Long.class)
            .single();
    assertThat(ms).isBetween(1000L, 6000L);
    assertThat(ledger.addMissing()).as("nothing was left out").isZero();

    mvc.perform(post(session + "/delete").with(as(user)).with(csrf())).andReturn();

    assertThat(
            jdbc.sql("select count(*) from stt_session where organization_id = :organization")
                .param("organization", user.organization().value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(entries(user)).isEqualTo(1);
  }

  private static byte[] part(String disposition, String value) {
    return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s"
        .formatted(BOUNDARY, disposition, value)
        .getBytes(StandardCharsets.UTF_8);
  }

  private long entries(SignedIn user) {
    return jdbc.sql("select count(*) from usage_entry where organization_id = :organization")
        .param("organization", user.organization().value())
        .query(Long.class)
        .single();
  }
}
