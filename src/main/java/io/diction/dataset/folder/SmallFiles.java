package io.diction.dataset.folder;

import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Stores many small files at once. Each waits for the disk, which forces those that wait together
 * at the price of one: on a busy machine 1,000 files one after the other took 6.7 s, four at a time
 * 0.6 s.
 */
@Component
public class SmallFiles {
  /** Held in memory until they are stored. */
  public static final int LARGEST = 512 * 1024;

  /** Fewer than there are connections to the database. */
  private static final int AT_ONCE = 5;

  private static final int WAITING = 16;

  private final Blobs blobs;
  private final ThreadPoolExecutor threads;

  SmallFiles(Blobs blobs) {
    this.blobs = blobs;
    // Who is too quick for the disk works with it: nothing piles up.
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "small-files");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** As {@link Blobs#store} does, at some time. */
  public Future<Blob> store(OrganizationId organization, byte[] bytes) {
    FutureTask<Blob> task =
        new FutureTask<>(() -> blobs.store(organization, new ByteArrayInputStream(bytes)));
    threads.execute(task);
    return task;
  }

  @PreDestroy
  void close() {
    threads.shutdown();
  }
}
