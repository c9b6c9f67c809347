package io.diction.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.notification.News.Audience;
import io.diction.notification.News.Kind;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@TestPropertySource(
    properties = {
      "diction.jobs.here=false",
      "diction.mail.from=portal@diction.example",
      "diction.account.address=https://diction.example/",
      "spring.mail.host=127.0.0.1"
    })
@Import({OrganizationFixtures.class, MailTest.Time.class})
class MailTest {
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

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    @Primary
    SettableClock settableClock() {
      return new SettableClock();
    }
  }

  @Autowired private OrganizationFixtures people;
  @Autowired private Notifications notifications;
  @Autowired private Mail mail;
  @Autowired private JavaMailSenderImpl server;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;
  @Autowired private SettableClock clock;

  private SignedIn admin;

  @BeforeEach
  void signIn() throws Exception {
    SERVER.purgeEmailFromAllMailboxes();
    admin = people.user(Role.ORGADMIN);
  }

  @Test
  void takesTheSameChoiceTwiceAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        SignedIn user = people.user(admin.organization(), Role.USER);
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Void> choosing =
            () -> {
              start.await(30, TimeUnit.SECONDS);
              notifications.choose(user, false);
              return null;
            };
        for (Future<Void> one : pool.invokeAll(List.of(choosing, choosing))) {
          assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
        }
        assertThat(notifications.isByMail(user)).isFalse();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void tell(Audience audience) {
    transaction.executeWithoutResult(
        status ->
            notifications.tell(
                admin.organization(),
                audience,
                new News(
                    Kind.SHARE_GIVEN,
                    "Medical EN\r\nBcc: evil@example.org",
                    "Northwind Speech",
                    "",
                    null,
                    "/custom-models/1/sharing")));
  }

  @Test
  void sendsWhatWasToldOnceToThoseConcerned() throws Exception {
    SignedIn user = people.user(admin.organization(), Role.USER);
    tell(Audience.ADMINISTRATORS);

    mail.send();
    mail.send();

    MimeMessage[] received = SERVER.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly(OrganizationFixtures.email(admin.user()));
    assertThat(received[0].getFrom())
        .extracting(Object::toString)
        .contains("portal@diction.example");
    assertThat(received[0].getSubject()).contains("Medical EN").doesNotContain("\n");
    assertThat(received[0].getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(received[0].getContent().toString())
        .contains("Northwind Speech shares", "https://diction.example/custom-models/1/sharing");
    assertThat(notifications.unread(user)).isZero();
  }

  @Test
  void sendsNothingThatWasRolledBack() {
    transaction.executeWithoutResult(
        status -> {
          notifications.tell(
              admin.organization(),
              Audience.EVERYONE,
              new News(Kind.SHARE_GIVEN, "A", "B", "", null, "/"));
          status.setRollbackOnly();
        });

    mail.send();

    assertThat(SERVER.getReceivedMessages()).isEmpty();
    assertThat(notifications.unread(admin)).isZero();
  }

  @Test
  void leavesOutWhoWantsNoMailAndWhoHasReadIt() {
    SignedIn quiet = people.user(admin.organization(), Role.ORGADMIN);
    notifications.choose(quiet, false);
    tell(Audience.EVERYONE);
    assertThat(notifications.unread(quiet)).isEqualTo(1);
    assertThat(notifications.readAll(admin)).isEqualTo(1);

    mail.send();

    assertThat(SERVER.getReceivedMessages()).isEmpty();
    notifications.choose(quiet, true);
    assertThat(notifications.isByMail(quiet)).isTrue();
  }

  @Test
  void writesInTheReadersLanguage() throws Exception {
    jdbc.sql("update app_user set language = :nl where id = :id")
        .param("nl", Locale.forLanguageTag("nl").toLanguageTag())
        .param("id", admin.user().value())
        .update();
    tell(Audience.EVERYONE);

    mail.send();

    assertThat(SERVER.getReceivedMessages()[0].getContent().toString())
        .contains("Northwind Speech deelt");
  }

  @Test
  void triesAgainLaterWhenTheServerIsAway() {
    tell(Audience.EVERYONE);
    int port = server.getPort();
    server.setPort(1);
    try {
      mail.send();
      assertThat(attempts()).isEqualTo(1);
      mail.send();
      assertThat(attempts()).as("not before its time").isEqualTo(1);
    } finally {
      server.setPort(port);
    }
    clock.advance(Duration.ofMinutes(2));

    mail.send();

    assertThat(SERVER.getReceivedMessages()).hasSize(1);
  }

  @Test
  void sendsNothingToThoseWhoWereDeactivatedMeanwhileAndKeepsItNotForThem() {
    tell(Audience.EVERYONE);
    people.deactivate(admin);

    mail.send();
    clock.advance(Duration.ofDays(4));
    notifications.removeOld();
    people.reactivate(admin);
    mail.send();

    assertThat(SERVER.getReceivedMessages()).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(notifications.unread(admin)).as("it is there to read").isEqualTo(1);
    clock.advance(Duration.ofDays(366));
    notifications.removeOld();
    assertThat(notifications.unread(admin)).isZero();
  }

  private int waiting() {
    return jdbc.sql(
            "select count(*) from notification where user_id = :user and mail_at is not null")
        .param("user", admin.user().value())
        .query(Integer.class)
        .single();
  }

  @Test
  void sendsToTheOthersWhereOneAddressIsRefused() {
    SignedIn other = people.user(admin.organization(), Role.ORGADMIN);
    jdbc.sql("update app_user set email = :broken where id = :id")
        .param("broken", "no address " + admin.user())
        .param("id", admin.user().value())
        .update();
    tell(Audience.ADMINISTRATORS);

    mail.send();

    assertThat(attempts()).isEqualTo(1);
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(notifications.unread(other)).isEqualTo(1);
  }

  @Test
  void waitsForNoServerForEver() {
    assertThat(server.getJavaMailProperties())
        .containsEntry("mail.smtp.connectiontimeout", "10000")
        .containsEntry("mail.smtp.timeout", "10000")
        .containsEntry("mail.smtp.writetimeout", "10000");
  }

  private int attempts() {
    return jdbc.sql("select mail_attempts from notification where user_id = :user")
        .param("user", admin.user().value())
        .query(Integer.class)
        .single();
  }
}
