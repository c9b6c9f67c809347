package io.diction.api.transcription;

import io.diction.api.transcription.OrderRows.Hidden;
import io.diction.audit.Audit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes transcriptions whose time is over. */
@Component
class OldOrders {
  private static final Logger LOG = LoggerFactory.getLogger(OldOrders.class);
  private static final int AT_ONCE = 100;

  private final OrderRows orders;
  private final Endings endings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  OldOrders(OrderRows orders, Endings endings, Audit audit, TransactionTemplate transaction) {
    this.orders = orders;
    this.endings = endings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** What is left of those that had too many sessions to go at once. */
  void sweep() {
    for (Hidden hidden : orders.hidden(AT_ONCE)) {
      try {
        boolean last;
        do {
          last = endings.removeStep(hidden);
        } while (!last);
      } catch (RuntimeException problem) {
        // The others have a right to their turn.
        LOG.error("Sessions of transcription {} are still there", hidden.id(), problem);
      }
    }
  }

  /** The next turn takes what is left. */
  void delete() {
    List<Order> over = orders.over(AT_ONCE);
    for (Order order : over) {
      try {
        transaction.executeWithoutResult(
            status -> {
              if (endings.remove(order.organization(), order.id())) {
                audit.record(
                    order.organization(),
                    "transcription.expire",
                    ApiTranscriptions.AUDITED,
                    order.id(),
                    order.id().toString());
              }
            });
      } catch (RuntimeException problem) {
        // The others have a right to their turn.
        LOG.error("Transcription {} is still there", order.id(), problem);
      }
    }
  }
}
