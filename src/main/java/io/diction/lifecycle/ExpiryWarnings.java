package io.diction.lifecycle;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.lifecycle.ExpiryRows.Ending;
import io.diction.notification.News;
import io.diction.notification.News.Audience;
import io.diction.notification.News.Kind;
import io.diction.notification.Notifications;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Warns the owner of a model some time before the version in use can recognise no more, and again
 * when less time is left. Whatever dies, each warning is given once.
 */
@Service
class ExpiryWarnings {
  /** Days ahead, the last warning first: who is warned late is not told of the earlier ones. */
  static final List<Integer> DAYS = List.of(7, 30, 90);

  private static final int BATCH = 100;

  private final ExpiryRows rows;
  private final Notifications notifications;
  private final TransactionOperations transaction;
  private final Clock clock;

  ExpiryWarnings(
      ExpiryRows rows,
      Notifications notifications,
      TransactionOperations transaction,
      Clock clock) {
    this.rows = rows;
    this.notifications = notifications;
    this.transaction = transaction;
    this.clock = clock;
  }

  void warn() {
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    for (int days : DAYS) {
      int found = BATCH;
      while (found == BATCH) {
        List<Ending> endings = rows.untold(now, days, BATCH);
        endings.forEach(
            ending -> transaction.executeWithoutResult(status -> warn(ending, days, now)));
        found = endings.size();
      }
    }
  }

  private void warn(Ending ending, int days, OffsetDateTime now) {
    boolean first = false;
    for (int each : DAYS) {
      if (each >= days) {
        boolean added = rows.add(ending.version(), each, now);
        first |= added && each == days;
      }
    }
    if (first) {
      CustomModelId model = new CustomModelId(ending.model());
      notifications.tell(
          new OrganizationId(ending.organization()),
          Audience.EVERYONE,
          new News(
              Kind.VERSION_ENDING,
              ending.name(),
              "",
              String.valueOf(ending.number()),
              ending.expiresAt(),
              "/custom-models/" + model + "/versions"));
    }
  }
}
