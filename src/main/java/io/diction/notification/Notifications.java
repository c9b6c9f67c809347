package io.diction.notification;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.notification.News.Audience;
import io.diction.notification.NotificationRows.Reader;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.UnreadNotices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells users what concerns them, and knows what they have read. */
@Service
public class Notifications implements UnreadNotices {
  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  /** More than that many are shown as this many and a plus. */
  static final int MOST_COUNTED = 100;

  /** How old the number in the bell may be: it is part of every page. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 10_000;

  /** How long what was told stays, read or not. */
  private static final Duration STAYS = Duration.ofDays(365);

  /** How late mail is still news; the last attempt comes well before. */
  private static final Duration MAIL_WAITS = Duration.ofDays(3);

  private final NotificationRows rows;
  private final Mail mail;
  private final Clock clock;
  private final Map<UserId, Counted> counts = new ConcurrentHashMap<>();

  Notifications(NotificationRows rows, Mail mail, Clock clock) {
    this.rows = rows;
    this.mail = mail;
    this.clock = clock;
  }

  private record Counted(int unread, Instant at) {}

  /** Tells users of an organization, in the transaction in which it happens. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(OrganizationId organization, Audience audience, News news) {
    List<Reader> readers = rows.readers(organization, audience);
    rows.add(organization, readers, news, mail.isSet(), now());
    forget(readers.stream().map(reader -> new UserId(reader.user())).toList());
  }

  /** Unread ones, at most {@link #MOST_COUNTED}; asked for every page. */
  @Override
  public int unread(SignedIn who) {
    Instant now = clock.instant();
    Counted kept = counts.get(who.user());
    if (kept == null || kept.at().plus(KEPT).isBefore(now)) {
      if (counts.size() >= MOST_KEPT) {
        counts.clear();
      }
      kept = new Counted(rows.unread(who.user(), MOST_COUNTED), now);
      counts.put(who.user(), kept);
    }
    return kept.unread();
  }

  @Transactional(readOnly = true)
  public GridPage<Notification> page(SignedIn who, GridQuery query) {
    long total = rows.count(who.user());
    GridQuery within = query.within(total);
    return new GridPage<>(rows.page(who.user(), within.size(), within.offset()), total, within);
  }

  @Transactional
  public void read(SignedIn who, UUID id) {
    if (!rows.read(who.user(), id, now())) {
      throw new NotFound();
    }
    forget(List.of(who.user()));
  }

  @Transactional
  public int readAll(SignedIn who) {
    forget(List.of(who.user()));
    return rows.readAll(who.user(), now());
  }

  /** Whether this user is sent them by e-mail, too, where a mail server is set. */
  @Transactional(readOnly = true)
  public boolean isByMail(SignedIn who) {
    return rows.byMail(who.user());
  }

  @Transactional
  public void choose(SignedIn who, boolean byMail) {
    rows.choose(who.user(), byMail);
  }

  @Transactional
  void removeOld() {
    int dropped = rows.dropMail(now().minus(MAIL_WAITS));
    int forgotten = rows.forget(now().minus(STAYS));
    if (dropped + forgotten > 0) {
      log.info("{} notices are no longer mailed, {} are forgotten", dropped, forgotten);
    }
  }

  private void forget(List<UserId> users) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              users.forEach(counts::remove);
            }
          });
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
