package io.diction.api.hook;

import io.diction.api.answer.EntityKind;
import io.diction.identity.OrganizationId;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What happens to entities, for the web hooks of their organizations. */
@Service
public class EntityEvents {
  private final HookOutbox deliveries;

  EntityEvents(HookOutbox deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * In the transaction in which it happens: what is undone is told nobody, and what is done is told
   * even if the process ends at once. The same may be told twice.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(EntityKind kind, UUID id, OrganizationId organization, Stage stage) {
    HookEvent.of(kind, stage).ifPresent(event -> deliveries.add(organization, event, id));
  }
}
