package io.diction.dataset;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whoever finishes the same uploads twice at once does it one after the other: the second finds
 * what the first made of them. Of two processes one is refused at the end, as the rows of the
 * uploads are gone.
 */
@Component
class Finishing {
  private final Set<UUID> underWay = new HashSet<>();

  /** Makes something of uploads. */
  interface Making {
    String make() throws IOException;
  }

  String alone(Set<UUID> uploads, Making making) throws IOException {
    Set<UUID> mine = Set.copyOf(uploads);
    begin(mine);
    try {
      return making.make();
    } finally {
      synchronized (underWay) {
        underWay.removeAll(mine);
        underWay.notifyAll();
      }
    }
  }

  private void begin(Set<UUID> mine) throws InterruptedIOException {
    synchronized (underWay) {
      try {
        while (!Collections.disjoint(mine, underWay)) {
          underWay.wait();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while others finish the same uploads");
      }
      underWay.addAll(mine);
    }
  }
}
