package io.diction.api.hook;

import io.diction.api.hook.HookOutbox.Due;
import io.diction.api.hook.WebHook.State;
import io.diction.identity.OrganizationId;
import io.diction.organization.Organizations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks again and again for what is due, and tells each web hook one thing after the other. These
 * are no jobs: nobody waits for one, and an address that hangs must not hold up those that are.
 */
@Component
final class HookSender implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HookSender.class);
  private static final int THREADS = 8;

  /** So that one organization's addresses hang alone. */
  private static final int MOST_OF_ONE = 2;

  private static final int MOST_DUE = 200;

  /** Then others have their turn. */
  private static final int MOST_AT_ONCE = 20;

  /** After a crash others, or this process started again, go on. */
  private static final Duration TAKEN = HookDelivery.LONGEST.plusSeconds(10);

  private static final Duration WHILE_SUSPENDED = Duration.ofHours(1);

  private final HookOutbox deliveries;
  private final WebHookRows rows;
  private final HookDelivery delivery;
  private final Organizations organizations;
  private final SenderSettings settings;
  private final WebHookSettings pace;
  private final Map<OrganizationId, Integer> working = new HashMap<>();

  private @Nullable ScheduledExecutorService loop;
  private @Nullable ExecutorService workers;

  HookSender(
      HookOutbox deliveries,
      WebHookRows rows,
      HookDelivery delivery,
      Organizations organizations,
      SenderSettings settings,
      WebHookSettings pace) {
    this.deliveries = deliveries;
    this.rows = rows;
    this.delivery = delivery;
    this.organizations = organizations;
    this.settings = settings;
    this.pace = pace;
  }

  @Override
  public synchronized void start() {
    if (!settings.here() || isRunning()) {
      return;
    }
    ExecutorService sending = Executors.newFixedThreadPool(THREADS, HookSender::thread);
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(HookSender::thread);
    workers = sending;
    loop = looking;
    long turn = pace.webHookTurn().toMillis();
    var unused =
        looking.scheduleWithFixedDelay(() -> look(sending), turn, turn, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "web-hooks");
    thread.setDaemon(true);
    return thread;
  }

  /** Without interrupting: H2 closes its file when a thread is interrupted while it writes. */
  @Override
  public synchronized void stop() {
    if (loop == null || workers == null) {
      return;
    }
    loop.shutdown();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(TAKEN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A web hook is still being told; it will be told again");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    loop = null;
    workers = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return loop != null;
  }

  private void look(ExecutorService sending) {
    try {
      for (Due due : deliveries.due(MOST_DUE)) {
        if (enter(due.organization())) {
          try {
            sending.execute(() -> work(due));
          } catch (RejectedExecutionException stopping) {
            leave(due.organization());
          }
        }
      }
    } catch (RuntimeException problem) {
      // The next round tries again; an exception that left here would end the rounds for good.
      LOG.warn("Cannot look for what web hooks are to be told", problem);
    }
  }

  private boolean enter(OrganizationId organization) {
    synchronized (working) {
      int count = working.getOrDefault(organization, 0);
      int all = working.values().stream().mapToInt(Integer::intValue).sum();
      if (count >= MOST_OF_ONE || all >= THREADS) {
        return false;
      }
      working.put(organization, count + 1);
      return true;
    }
  }

  private void leave(OrganizationId organization) {
    synchronized (working) {
      working.computeIfPresent(organization, (id, count) -> count > 1 ? count - 1 : null);
    }
  }

  private void work(Due due) {
    try {
      if (deliveries.take(due, TAKEN)) {
        try {
          for (int sent = 0; sent < MOST_AT_ONCE && sendOne(due); sent++) {
            deliveries.keep(due, TAKEN);
          }
        } finally {
          deliveries.letGo(due);
        }
      }
    } catch (RuntimeException problem) {
      LOG.warn("Cannot tell web hook {}", due.hook(), problem);
    } finally {
      leave(due.organization());
    }
  }

  /** Whether there may be more. */
  private boolean sendOne(Due due) {
    Optional<WebHook> hook = rows.find(due.organization(), due.hook());
    boolean passed = hook.filter(known -> known.state() == State.SUCCEEDED).isPresent();
    Optional<Delivery> next = deliveries.next(due, !passed);
    if (hook.isEmpty() || next.isEmpty()) {
      return false;
    }
    boolean suspended =
        organizations.find(due.organization()).filter(known -> !known.suspended()).isEmpty();
    if (suspended) {
      deliveries.postpone(next.get(), next.get().attempts(), WHILE_SUSPENDED);
    } else {
      send(hook.get(), next.get());
    }
    return true;
  }

  /** A defect counts as a failure, or it would be met again each second. */
  private void send(WebHook hook, Delivery next) {
    try {
      delivery.send(hook, next);
    } catch (RuntimeException problem) {
      LOG.warn("Cannot tell web hook {} of {}", hook.id(), next.id(), problem);
      delivery.failed(hook, next, "Something went wrong here.");
    }
  }
}
