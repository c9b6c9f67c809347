package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.storage.Blobs;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes sessions away with everything that they refer to. */
@Component
class SessionRemoval {
  private final SessionRows rows;
  private final Blobs blobs;
  private final ApplicationEventPublisher events;

  SessionRemoval(SessionRows rows, Blobs blobs, ApplicationEventPublisher events) {
    this.rows = rows;
    this.blobs = blobs;
    this.events = events;
  }

  /**
   * The bytes go after the retention.
   *
   * @return whether it was still there; releasing the bytes twice would take them from others
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean remove(SttSession session) {
    OrganizationId organization = new OrganizationId(session.organizationId());
    if (!rows.delete(organization, new UserId(session.userId()), session.id())) {
      return false;
    }
    blobs.release(organization, session.audioSha256());
    Stream.of(
            Optional.ofNullable(session.transcriptSha256()),
            Optional.ofNullable(session.textSha256()),
            Optional.ofNullable(session.termsSha256()).filter(terms -> !terms.isEmpty()))
        .flatMap(Optional::stream)
        .forEach(sha256 -> blobs.release(organization, sha256));
    events.publishEvent(new SessionRemoved(organization, session.id()));
    return true;
  }
}
