package io.diction.notification;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Mail to addresses that need not be users': sent once what it tells is committed. */
@Service
public class OutgoingMail {
  private static final Logger log = LoggerFactory.getLogger(OutgoingMail.class);
  private static final int AT_ONCE = 100;
  private static final int LONGEST_SUBJECT = 512;

  private final JdbcClient jdbc;
  private final ObjectProvider<JavaMailSender> sender;
  private final NotificationSettings settings;
  private final Clock clock;

  OutgoingMail(
      JdbcClient jdbc,
      ObjectProvider<JavaMailSender> sender,
      NotificationSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.sender = sender;
    this.settings = settings;
    this.clock = clock;
  }

  private record Waiting(UUID id, String address, String subject, String body, int attempts) {}

  /**
   * Takes a mail, which goes out a moment later.
   *
   * @return whether there is a mail server; without one nothing is taken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean send(OrganizationId organization, String address, String subject, String body) {
    if (sender.getIfAvailable() == null) {
      return false;
    }
    // A name may hold what would end the header.
    String line = subject.replaceAll("\\s+", " ");
    jdbc.sql(
            """
            insert into outgoing_mail (
              id, organization_id, address, subject, body, attempts, due_at)
            values (:id, :organization, :address, :subject, :body, 0, :now)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param("address", address)
        .param("subject", line.substring(0, Math.min(line.length(), LONGEST_SUBJECT)))
        .param("body", body)
        .param("now", now())
        .update();
    return true;
  }

  /** Sends what waits. One that a server took and that was not noted then is sent twice. */
  void deliver() {
    JavaMailSender server = sender.getIfAvailable();
    if (server == null) {
      return;
    }
    for (Waiting mail : waiting()) {
      try {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(settings.from());
        message.setTo(mail.address());
        message.setSubject(mail.subject());
        message.setText(mail.body());
        server.send(message);
        forget(mail.id());
      } catch (MailException refused) {
        again(mail);
        log.warn(
            "Mail {} was not taken by the mail server, attempt {}: {}",
            mail.id(),
            mail.attempts() + 1,
            refused.getMessage());
        if (!Mail.isOfLetter(refused)) {
          return;
        }
      }
    }
  }

  private List<Waiting> waiting() {
    return jdbc.sql(
            """
            select id, address, subject, body, attempts
            from outgoing_mail
            where due_at <= :now
            order by due_at, id
            fetch first :most rows only
            """)
        .param("now", now())
        .param("most", AT_ONCE)
        .query(Waiting.class)
        .list();
  }

  private void again(Waiting mail) {
    if (mail.attempts() >= Mail.WAITS.size()) {
      forget(mail.id());
      return;
    }
    jdbc.sql("update outgoing_mail set attempts = :attempts, due_at = :due where id = :id")
        .param("attempts", mail.attempts() + 1)
        .param("due", now().plus(Mail.WAITS.get(mail.attempts())))
        .param("id", mail.id())
        .update();
  }

  private void forget(UUID id) {
    jdbc.sql("delete from outgoing_mail where id = :id").param("id", id).update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
