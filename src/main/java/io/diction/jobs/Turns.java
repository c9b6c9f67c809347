package io.diction.jobs;

import io.diction.identity.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who is next, among the waiting jobs of one kind: the organization with the fewest running, among
 * those the one whose last job began the longest ago (else one organization's hundred jobs would
 * all go before another's single one where only one may run), then the oldest job.
 */
final class Turns {
  record Waiting(UUID job, OrganizationId organization, Instant queuedAt) {}

  private final Map<OrganizationId, Integer> running;
  private final Map<OrganizationId, Long> lastTurn = new HashMap<>();
  private long turn = Long.MAX_VALUE / 2;

  Turns(Map<OrganizationId, Integer> running, Map<OrganizationId, Instant> lastStarted) {
    this.running = new HashMap<>(running);
    lastStarted.forEach((organization, at) -> lastTurn.put(organization, micros(at)));
  }

  /** The waiting jobs in the order in which they get a slot, at most {@code slots}. */
  List<UUID> next(List<Waiting> waiting, int slots) {
    List<Waiting> left = new ArrayList<>(waiting);
    List<UUID> chosen = new ArrayList<>();
    while (chosen.size() < slots && !left.isEmpty()) {
      Waiting first =
          left.stream()
              .min(
                  Comparator.<Waiting>comparingInt(w -> running.getOrDefault(w.organization(), 0))
                      .thenComparingLong(w -> lastTurn.getOrDefault(w.organization(), 0L))
                      .thenComparing(Waiting::queuedAt)
                      .thenComparing(Waiting::job))
              .orElseThrow();
      left.remove(first);
      chosen.add(first.job());
      running.merge(first.organization(), 1, Integer::sum);
      lastTurn.put(first.organization(), turn++);
    }
    return chosen;
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }
}
