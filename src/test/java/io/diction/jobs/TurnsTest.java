package io.diction.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.OrganizationId;
import io.diction.jobs.Turns.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final OrganizationId big = new OrganizationId(new UUID(1, 1));
  private final OrganizationId small = new OrganizationId(new UUID(1, 2));
  private final List<Waiting> waiting = new ArrayList<>();

  @Test
  void oldestGoesFirstWithinOneOrganization() {
    UUID second = wait(big, 2);
    UUID first = wait(big, 1);

    assertThat(new Turns(Map.of(), Map.of()).next(waiting, 5)).containsExactly(first, second);
  }

  @Test
  void organizationWithFewestRunningGoesFirst() {
    wait(big, 1);
    UUID later = wait(small, 9);

    assertThat(new Turns(Map.of(big, 1), Map.of()).next(waiting, 1)).containsExactly(later);
  }

  @Test
  void organizationsAlternateAlthoughOneQueuedAHundred() {
    List<UUID> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(wait(big, i));
    }
    UUID one = wait(small, 500);

    assertThat(new Turns(Map.of(), Map.of()).next(waiting, 3))
        .containsExactly(many.get(0), one, many.get(1));
  }

  @Test
  void organizationServedLongestAgoGoesFirstWhereOnlyOneRunsAtATime() {
    wait(big, 1);
    UUID one = wait(small, 500);
    Turns turns =
        new Turns(Map.of(), Map.of(big, START.plusSeconds(2), small, START.plusSeconds(1)));

    assertThat(turns.next(waiting, 1)).containsExactly(one);
  }

  @Test
  void givesNoMoreSlotsThanThereAre() {
    wait(big, 1);
    wait(big, 2);

    assertThat(new Turns(Map.of(), Map.of()).next(waiting, 0)).isEmpty();
  }

  private UUID wait(OrganizationId organization, int second) {
    UUID job = new UUID(2, waiting.size());
    waiting.add(new Waiting(job, organization, START.plusSeconds(second)));
    return job;
  }
}
