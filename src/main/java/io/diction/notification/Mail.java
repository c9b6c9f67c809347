package io.diction.notification;

import io.diction.notification.NotificationRows.Letter;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends by e-mail what users are told, once that is committed. What does not go out is tried again,
 * each time later than before.
 */
@Component
class Mail {
  private static final Logger log = LoggerFactory.getLogger(Mail.class);
  private static final int AT_ONCE = 100;

  /** Before the second, third, ... attempt; after the last one nothing is tried any more. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(8));

  private final NotificationRows rows;
  private final Wording wording;
  private final ObjectProvider<JavaMailSender> sender;
  private final NotificationSettings settings;
  private final Environment environment;
  private final Clock clock;

  Mail(
      NotificationRows rows,
      Wording wording,
      ObjectProvider<JavaMailSender> sender,
      NotificationSettings settings,
      Environment environment,
      Clock clock) {
    this.rows = rows;
    this.wording = wording;
    this.sender = sender;
    this.settings = settings;
    this.environment = environment;
    this.clock = clock;
  }

  /** Whether there is a mail server. */
  boolean isSet() {
    return sender.getIfAvailable() != null;
  }

  /** Sends what waits. One that a server took and that was not noted then is sent twice. */
  void send() {
    JavaMailSender server = sender.getIfAvailable();
    if (server == null) {
      return;
    }
    List<Letter> letters = rows.letters(now(), AT_ONCE);
    for (Letter letter : letters) {
      try {
        server.send(message(letter));
        rows.tried(letter.notification().id(), null);
      } catch (MailException refused) {
        boolean last = letter.attempts() >= WAITS.size();
        rows.tried(
            letter.notification().id(), last ? null : now().plus(WAITS.get(letter.attempts())));
        log.warn(
            "Notice {} was not taken by the mail server, attempt {}{}: {}",
            letter.notification().id(),
            letter.attempts() + 1,
            last ? ", the last one" : "",
            refused.getMessage());
        if (!isOfLetter(refused)) {
          // The server takes none, most likely; the others wait for the next turn.
          return;
        }
      }
    }
  }

  /** Whether one letter or its address was refused, which says nothing about the others. */
  static boolean isOfLetter(MailException refused) {
    return refused instanceof MailParseException
        || refused instanceof MailPreparationException
        || (refused instanceof MailSendException sending
            && Stream.of(sending.getMessageExceptions()).anyMatch(Mail::isOfAddress));
  }

  private static boolean isOfAddress(Exception cause) {
    return cause instanceof SendFailedException failed
        && failed.getInvalidAddresses() != null
        && failed.getInvalidAddresses().length > 0;
  }

  private SimpleMailMessage message(Letter letter) {
    Locale language = Wording.language(letter.language());
    News news = letter.notification().news();
    String text = wording.text(news, language, ZoneId.of(letter.zone()));
    String portal = environment.getProperty("diction.account.address", "");
    SimpleMailMessage message = new SimpleMailMessage();
    message.setFrom(settings.from());
    message.setTo(letter.address());
    // A name may hold what would end the header.
    message.setSubject(
        wording.of("notification.mail.subject", language, news.about().replaceAll("\\s+", " ")));
    message.setText(
        text
            + "\n\n"
            + (portal.isEmpty() ? "" : portal.replaceAll("/+$", "") + news.path() + "\n\n")
            + wording.of("notification.mail.why", language)
            + "\n");
    return message;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
